package dev.tidegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Quorum;
import dev.tidegate.core.access.Review;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Random worlds; a failure names the seed that makes it again.
class DeciderTest {
  private static final int WORLDS = 6000;
  private static final PolicyHash HASH = PolicyHash.of(new byte[] {1});

  @Test
  void agreesWithTheManualReadSlowly() {
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
  void aDenyMoreNeverAllowsMore() {
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      List<Rule> more = new ArrayList<>(world.rules);
      more.add(
          world.random.nextInt(more.size() + 1), world.worlds.rule("more", new Rule.Effect.Deny()));

      assertThat(world.word(more)).as("seed %d", seed).isIn("refused", world.word(world.rules));
    }
  }

  /// A rule at the end of the file that asks for approval changes no answer but a refusal; and, of
  /// an ask that only a guardrail has approved, adds to who has to.
  @Test
  void aRuleMoreNeverTakesAnApprovalSetAway() {
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      List<Rule> more = new ArrayList<>(world.rules);
      more.add(world.worlds.rule("more", world.worlds.approve()));
      Decision before = world.decide(world.rules);
      Decision after = world.decide(more);

      if (world.guardrails.isEmpty() && !(before instanceof Decision.Refused)) {
        assertThat(World.word(after)).as("seed %d", seed).isEqualTo(World.word(before));
      }
      if (before instanceof Decision.NeedsApproval(_, List<ApproverSet> sets, _)) {
        assertThat(after).as("seed %d", seed).isInstanceOf(Decision.NeedsApproval.class);
        List<Review> reviews = reviews(world);
        if (met(((Decision.NeedsApproval) after).approvals(), world, reviews)) {
          assertThat(met(sets, world, reviews)).as("seed %d", seed).isTrue();
        }
      }
    }
  }

  /// Whoever could not get it before cannot after, and whoever's approvals suffice after sufficed
  /// before.
  @Test
  void aGuardrailMoreNeverWidensAnAnswer() {
    int narrowed = 0;
    int sufficed = 0;
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      List<Guardrail> more = new ArrayList<>(world.guardrails);
      more.add(world.random.nextInt(more.size() + 1), world.worlds.guardrail("more"));
      Decision before = world.decide(world.rules);
      Decision after = world.decide(world.rules, more);

      narrowed += before.getClass().equals(after.getClass()) ? 0 : 1;
      switch (after) {
        case Decision.Refused _ -> {}
        case Decision.Allowed allowed ->
            assertThat(before)
                .as("seed %d", seed)
                .isInstanceOfSatisfying(
                    Decision.Allowed.class,
                    one -> assertThat(one.afterReview()).isEqualTo(allowed.afterReview()));
        case Decision.NeedsApproval needs -> {
          assertThat(before).as("seed %d", seed).isNotInstanceOf(Decision.Refused.class);
          if (before instanceof Decision.NeedsApproval(_, List<ApproverSet> sets, _)) {
            for (int i = 0; i < 5; i++) {
              List<Review> reviews = reviews(world);
              if (met(needs.approvals(), world, reviews)) {
                sufficed++;
                assertThat(met(sets, world, reviews)).as("seed %d", seed).isTrue();
              }
            }
          }
        }
      }
    }
    assertThat(narrowed).as("answers that a guardrail took").isGreaterThan(80);
    assertThat(sufficed).as("approvals that sufficed").isGreaterThan(300);
  }

  private static List<Review> reviews(World world) {
    List<Review> reviews = new ArrayList<>();
    for (int i = world.random.nextInt(9); i > 0; i--) {
      Principal one = world.worlds.person();
      Principal other = new Principal(new PrincipalId("https://id", "p" + i), "p", one.groups());
      reviews.add(new Review(other, Verdict.APPROVE, Instant.EPOCH, Optional.empty()));
    }
    return reviews;
  }

  private static boolean met(List<ApproverSet> sets, World world, List<Review> reviews) {
    return Quorum.of(sets, world.person.id(), reviews).met();
  }

  /// What a guardrail demands is so in every answer, whatever the rules say.
  @Test
  void noRuleUndercutsAGuardrail() {
    int bound = 0;
    for (long seed = 1; seed < WORLDS; seed += 2) {
      World world = new World(seed);
      Decision decision = world.decide(world.rules);
      if (decision instanceof Decision.Refused) {
        continue;
      }
      Entitlement entitlement =
          Optional.ofNullable(world.entitlements.get(world.requested.entitlement())).orElseThrow();
      for (Guardrail guardrail : world.guardrails) {
        if (!guardrail.binds(entitlement, world.requested)) {
          continue;
        }
        bound++;
        DecisionContext situation =
            new DecisionContext(world.person, world.requested, entitlement.account(), world.now);
        assertThat(guardrail.demands())
            .as("seed %d", seed)
            .allMatch(demand -> demand.met(situation));
        if (guardrail.alwaysApproved()) {
          assertThat(decision)
              .as("seed %d", seed)
              .isInstanceOfSatisfying(
                  Decision.NeedsApproval.class,
                  needs -> {
                    for (int i = 0; i < 5; i++) {
                      List<Review> reviews = reviews(world);
                      if (met(needs.approvals(), world, reviews)) {
                        assertThat(met(guardrail.sets(), world, reviews)).isTrue();
                      }
                    }
                  });
        }
      }
    }
    assertThat(bound).as("answers that a guardrail binds").isGreaterThan(60);
  }

  /// Whatever the sets: approvals of the requester, in every group there is, never suffice.
  @Test
  void nobodyApprovesForThemselves() {
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
  void everyAnswerSaysWhy() {
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
            .filteredOn(reason -> reason.rule().equals(rule))
            .isNotEmpty()
            .allMatch(Reason::met);
      }
    }
  }

  /// To somebody whom no rule shows it, what exists looks like what does not.
  @Test
  void aStrangerLearnsNothing() {
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      Principal stranger =
          new Principal(new PrincipalId("https://id", "eve"), "eve", new TreeSet<>());
      List<Rule> forOthers =
          world.rules.stream()
              .filter(rule -> rule.who().audience() instanceof Audience.Members)
              .toList();
      Decision of =
          new Policy(HASH, Map.of(), world.entitlements, forOthers)
              .decide(stranger, world.requested, world.now);
      Decision none =
          new Policy(HASH, Map.of(), Map.of(), List.of())
              .decide(stranger, world.requested, world.now);

      assertThat(of).as("seed %d", seed).isEqualTo(none);
    }
  }

  /// A freeze for everybody has nobody slip through, in whatever groups or in none.
  @Test
  void aDenyForEverybodyDeniesEverybodyAndOneForAGroupCalledSoNobody() {
    int given = 0;
    for (long seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      SortedSet<Name> all = new TreeSet<>(world.entitlements.keySet());
      List<Rule> frozen = new ArrayList<>(world.rules);
      frozen.add(deny(all, new Audience.Everybody()));
      List<Rule> named = new ArrayList<>(world.rules);
      named.add(deny(all, new Audience.Members(new TreeSet<>(Set.of(new Group("*"))))));

      assertThat(world.word(frozen)).as("seed %d", seed).isEqualTo("refused");
      assertThat(world.word(named)).as("seed %d", seed).isEqualTo(world.word(world.rules));
      given += world.word(world.rules).equals("refused") ? 0 : 1;
    }
    assertThat(given).as("asks that only the freeze refuses").isGreaterThan(300);
  }

  @Test
  void aRuleForEverybodyGivesToSomebodyWithoutAGroup() {
    World world = new World(1);
    Entitlement read = Optional.ofNullable(world.entitlements.get(new Name("read"))).orElseThrow();
    RequestedAccess requested =
        new RequestedAccess(
            read.name(),
            new TreeMap<>(),
            AccessDuration.parse("1m").orElseThrow(),
            Use.INCIDENT,
            Optional.empty(),
            "why");
    Principal nobody = new Principal(new PrincipalId("https://id", "new"), "new", new TreeSet<>());
    Map<Name, Entitlement> plain = Map.of(read.name(), anyUse(read));
    Rule allow =
        new Rule(
            new Name("all"),
            new TreeSet<>(plain.keySet()),
            new Condition.InGroup(new Audience.Everybody()),
            List.of(),
            new Rule.Effect.Allow());
    Rule named =
        new Rule(
            allow.name(),
            allow.entitlements(),
            new Condition.InGroup(new TreeSet<>(Set.of(new Group("*")))),
            List.of(),
            allow.effect());

    assertThat(new Policy(HASH, Map.of(), plain, List.of(allow)).entitlements(nobody)).hasSize(1);
    assertThat(
            new Policy(HASH, Map.of(), plain, List.of(allow)).decide(nobody, requested, world.now))
        .isInstanceOf(Decision.Allowed.class);
    assertThat(
            new Policy(HASH, Map.of(), plain, List.of(named)).decide(nobody, requested, world.now))
        .isInstanceOf(Decision.Refused.class);
  }

  private static Entitlement anyUse(Entitlement one) {
    return new Entitlement(
        one.name(),
        one.description(),
        one.account(),
        one.target(),
        one.permissions(),
        one.parameters(),
        one.longest(),
        Set.of());
  }

  private static Rule deny(SortedSet<Name> entitlements, Audience who) {
    return new Rule(
        new Name("freeze"),
        entitlements,
        new Condition.InGroup(who),
        List.of(),
        new Rule.Effect.Deny());
  }

  private static final class World {
    private final Worlds worlds;
    private final Random random;
    private final Map<Name, Entitlement> entitlements;
    private final List<Rule> rules;
    private final List<Guardrail> guardrails;
    private final Principal person;
    private final RequestedAccess requested;
    private final Instant now;

    World(long seed) {
      worlds = new Worlds(seed);
      random = new Random(seed);
      entitlements = worlds.entitlements();
      rules = worlds.rules();
      guardrails = seed % 2 == 0 ? List.of() : worlds.guardrails();
      person = worlds.person();
      requested = worlds.ask();
      now = worlds.now();
    }

    Decision decide(List<Rule> by) {
      return decide(by, guardrails);
    }

    Decision decide(List<Rule> by, List<Guardrail> under) {
      return new Policy(HASH, Map.of(), entitlements, by, under).decide(person, requested, now);
    }

    String slowly() {
      return SlowDecider.decide(entitlements, rules, guardrails, person, requested, now);
    }

    String word(List<Rule> by) {
      return word(decide(by));
    }

    static String word(Decision decision) {
      return switch (decision) {
        case Decision.Allowed(_, Optional<AfterReviewDuty> owed) ->
            "allowed" + owed.map(duty -> ", owing " + duty).orElse("");
        case Decision.Refused _ -> "refused";
        case Decision.NeedsApproval needs ->
            "approval " + needs.approvals() + " within " + needs.answerWithin();
      };
    }
  }
}
