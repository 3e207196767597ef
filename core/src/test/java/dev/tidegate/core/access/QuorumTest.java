package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuorumTest {
  private static final PrincipalId ALICE = new PrincipalId("https://id", "alice");

  @Test
  void isMetByAsManyAsTheSetCounts() {
    List<ApproverSet> sets = List.of(set("leads", 2, "lead"));

    assertThat(met(sets, approval("bob", "lead"))).isFalse();
    assertThat(met(sets, approval("bob", "lead"), approval("carol", "lead"))).isTrue();
  }

  @Test
  void needsEverySet() {
    List<ApproverSet> sets = List.of(set("leads", 1, "lead"), set("security", 1, "sec"));

    assertThat(met(sets, approval("bob", "lead"))).isFalse();
    assertThat(met(sets, approval("bob", "lead"), approval("sam", "sec"))).isTrue();
  }

  @Test
  void neverCountsTheRequesterWhateverTheGroupOrLabel() {
    List<ApproverSet> sets = List.of(set("leads", 1, "lead"));
    Review own = review(new Principal(ALICE, "Bob", groups("lead")), Verdict.APPROVE);

    assertThat(Quorum.of(sets, ALICE, List.of(own)).met()).isFalse();
    assertThat(met(sets, approval("bob", "lead"))).isTrue();
  }

  @Test
  void countsOnePersonOnceEvenInTwoSetsOrTwiceInOne() {
    List<ApproverSet> both = List.of(set("leads", 1, "lead"), set("security", 1, "sec"));

    assertThat(met(both, approval("bob", "lead", "sec"))).isFalse();
    assertThat(
            met(List.of(set("leads", 2, "lead")), approval("bob", "lead"), approval("bob", "lead")))
        .isFalse();
  }

  @Test
  void countsNoDenialAndNobodyFromElsewhere() {
    List<ApproverSet> sets = List.of(set("leads", 1, "lead"));
    Review denial =
        review(
            new Principal(new PrincipalId("https://id", "bob"), "bob", groups("lead")),
            Verdict.DENY);

    assertThat(Quorum.of(sets, ALICE, List.of(denial)).met()).isFalse();
    assertThat(met(sets, approval("eve", "dev"))).isFalse();
  }

  /// Bob could stand for either set, Carol only for leads: whoever comes first, both fit.
  @Test
  void isMetInWhateverOrderPeopleApprove() {
    List<ApproverSet> sets = List.of(set("leads", 1, "lead"), set("security", 1, "sec"));
    Review bob = approval("bob", "lead", "sec");
    Review carol = approval("carol", "lead");

    assertThat(met(sets, bob, carol)).isTrue();
    assertThat(met(sets, carol, bob)).isTrue();
  }

  @Test
  void saysHowManyOfEachSetHaveApproved() {
    Quorum quorum =
        Quorum.of(
            List.of(set("leads", 2, "lead"), set("security", 1, "sec")),
            ALICE,
            List.of(approval("bob", "lead"), approval("sam", "sec")));

    assertThat(quorum.given(0)).isEqualTo(1);
    assertThat(quorum.given(1)).isEqualTo(1);
  }

  /// Against every way of giving out places.
  @Test
  void agreesWithTryingEverything() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      List<ApproverSet> sets = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        sets.add(set("s" + i, random.nextInt(1, 3), pick(random)));
      }
      List<Review> reviews = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        reviews.add(approval("p" + i, pick(random)));
      }
      Collections.shuffle(reviews, random);
      List<String[]> places = new ArrayList<>();
      sets.forEach(
          set ->
              places.addAll(
                  Collections.nCopies(
                      set.count(), set.groups().stream().map(Group::name).toArray(String[]::new))));

      assertThat(Quorum.of(sets, ALICE, reviews).met())
          .as("seed %d", seed)
          .isEqualTo(fits(places, new ArrayList<>(reviews)));
    }
  }

  private static boolean fits(List<String[]> places, List<Review> free) {
    if (places.isEmpty()) {
      return true;
    }
    List<Group> wanted = Arrays.stream(places.getFirst()).map(Group::new).toList();
    for (Review review : free) {
      List<Review> others = new ArrayList<>(free);
      others.remove(review);
      if (review.reviewer().inAnyOf(wanted) && fits(places.subList(1, places.size()), others)) {
        return true;
      }
    }
    return false;
  }

  private static String[] pick(Random random) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c"));
    Collections.shuffle(names, random);
    return names.subList(0, random.nextInt(1, 3)).toArray(String[]::new);
  }

  private static boolean met(List<ApproverSet> sets, Review... reviews) {
    return Quorum.of(sets, ALICE, List.of(reviews)).met();
  }

  private static ApproverSet set(String name, int count, String... groups) {
    return new ApproverSet(new Name(name), groups(groups), count);
  }

  private static Review approval(String person, String... groups) {
    return review(
        new Principal(new PrincipalId("https://id", person), person, groups(groups)),
        Verdict.APPROVE);
  }

  private static Review review(Principal person, Verdict verdict) {
    return new Review(person, verdict, Instant.EPOCH, Optional.empty());
  }

  private static TreeSet<Group> groups(String... names) {
    return Arrays.stream(names).map(Group::new).collect(Collectors.toCollection(TreeSet::new));
  }
}
