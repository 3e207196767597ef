package dev.tidegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.review.Quorum;
import dev.tidegate.core.review.Review;
import dev.tidegate.core.review.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Random worlds; a failure names the seed that makes it again.
class DeciderTest {
  private static final int WORLDS = 6000;
  private static final PolicyHash HASH = PolicyHash.of(new byte[] {1});

  @Test
  void agrees_with_the_manual_read_slowly() {
    int glasses = 0;
    int allowed = 0;
    int approvals = 0;
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);

      assertThat(world.word(world.rules)).as("seed %d", seed).isEqualTo(world.slowly());
      glasses += world.word(world.rules).startsWith("allowed, owing") ? 1 : 0;
      allowed += world.word(world.rules).equals("allowed") ? 1 : 0;
      approvals += world.word(world.rules).startsWith("approval") ? 1 : 0;
    }
    assertThat(allowed).as("worlds that allow").isGreaterThan(100);
    assertThat(glasses).as("worlds that break the glass").isGreaterThan(20);
    assertThat(approvals).as("worlds that want approval").isGreaterThan(100);
  }

  @Test
  void a_deny_more_never_allows_more() {
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      List<Rule> more = new ArrayList<>(world.rules);
      more.add(
          world.random.nextInt(more.size() + 1), world.worlds.rule("more", new Rule.Effect.Deny()));

      assertThat(world.word(more)).as("seed %d", seed).isIn("refused", world.word(world.rules));
    }
  }

  /// A rule at the end of the file that asks for approval changes no answer but a refusal.
  @Test
  void a_rule_more_never_takes_an_approval_set_away() {
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      List<Rule> more = new ArrayList<>(world.rules);
      more.add(world.worlds.rule("more", world.worlds.approve()));
      String before = world.word(world.rules);

      if (!before.equals("refused")) {
        assertThat(world.word(more)).as("seed %d", seed).isEqualTo(before);
      }
    }
  }

  /// Whatever the sets: approvals of the requester, in every group there is, never suffice.
  @Test
  void nobody_approves_for_themselves() {
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      if (world.decide(world.rules) instanceof Decision.NeedsApproval needs) {
        Principal everywhere =
            new Principal(
                world.person.id(),
                "another label",
                new TreeSet<>(
                    needs.approvals().stream().flatMap(set -> set.groups().stream()).toList()));
        Review own = new Review(everywhere, Verdict.APPROVE, Instant.EPOCH, Optional.empty());

        assertThat(Quorum.of(needs.approvals(), world.person.id(), List.of(own, own)).met())
            .as("seed %d", seed)
            .isFalse();
      }
    }
  }

  @Test
  void every_answer_says_why() {
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      Decision decision = world.decide(world.rules);

      assertThat(decision.grounds().policy()).isEqualTo(HASH);
      assertThat(decision.grounds().reasons()).as("seed %d", seed).isNotEmpty();
      if (decision instanceof Decision.Refused) {
        assertThat(decision.grounds().reasons())
            .as("seed %d", seed)
            .anyMatch(reason -> !reason.met());
      } else {
        Name rule = decision.grounds().rules().getFirst();
        assertThat(decision.grounds().reasons())
            .as("seed %d", seed)
            .filteredOn(reason -> reason.rule().equals(rule.text()))
            .isNotEmpty()
            .allMatch(Reason::met);
      }
    }
  }

  /// To somebody whom no rule shows it, what exists looks like what does not.
  @Test
  void a_stranger_learns_nothing() {
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      Principal stranger =
          new Principal(new PrincipalId("https://id", "eve"), "eve", new TreeSet<>());
      Decision of =
          new Policy(HASH, Map.of(), world.entitlements, world.rules)
              .decide(stranger, world.ask, world.now);
      Decision none =
          new Policy(HASH, Map.of(), Map.of(), List.of()).decide(stranger, world.ask, world.now);

      assertThat(of).as("seed %d", seed).isEqualTo(none);
    }
  }

  private static final class World {
    private final Worlds worlds;
    private final Random random;
    private final Map<Name, Entitlement> entitlements;
    private final List<Rule> rules;
    private final Principal person;
    private final Ask ask;
    private final Instant now;

    World(long seed) {
      worlds = new Worlds(seed);
      random = new Random(seed);
      entitlements = worlds.entitlements();
      rules = worlds.rules();
      person = worlds.person();
      ask = worlds.ask();
      now = worlds.now();
    }

    Decision decide(List<Rule> by) {
      return new Policy(HASH, Map.of(), entitlements, by).decide(person, ask, now);
    }

    String slowly() {
      return SlowDecider.decide(entitlements, rules, person, ask, now);
    }

    String word(List<Rule> by) {
      return switch (decide(by)) {
        case Decision.Allowed(_, Optional<AfterReviewDuty> owed) ->
            "allowed" + owed.map(duty -> ", owing " + duty).orElse("");
        case Decision.Refused _ -> "refused";
        case Decision.NeedsApproval needs ->
            "approval " + needs.approvals() + " within " + needs.answerWithin();
      };
    }
  }
}
