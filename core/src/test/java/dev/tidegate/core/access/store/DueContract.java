package dev.tidegate.core.access.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.ExpireRequest;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [CaseStore] keeps to in its due index: whatever wants attention is found, never
/// early, however long nobody looked, and nothing that is stuck hides the rest. The sweep rests on
/// it.
public abstract class DueContract {
  private static final Instant ANSWER_BY = Samples.T0.plus(Samples.ANSWER_WITHIN);

  private CaseStore store = new InMemoryCaseStore();

  /// Returns a store without cases.
  protected abstract CaseStore emptyStore() throws Exception;

  @BeforeEach
  void prepare() throws Exception {
    store = emptyStore();
  }

  @Test
  void aCaseIsDueFromItsSecondOnAndNotBefore() {
    CaseScenario.submitted(Samples.id(1)).in(store);
    assertThat(store.due(ANSWER_BY.minusSeconds(1), 10)).isEmpty();
    assertThat(store.due(ANSWER_BY, 10)).containsExactly(Samples.id(1));
    assertThat(store.due(ANSWER_BY.plusSeconds(1), 10)).containsExactly(Samples.id(1));
  }

  @Test
  void aFractionOfASecondMakesNothingDueEarly() {
    Instant at = Samples.T0.plusMillis(999);
    CaseScenario.submitted(
            Samples.submission(Samples.id(1), Samples.ALICE, Samples.needs("operations"), at))
        .in(store);
    assertThat(store.due(ANSWER_BY, 10)).isEmpty();
    assertThat(store.due(ANSWER_BY.plusSeconds(1), 10)).containsExactly(Samples.id(1));
  }

  @Test
  void theLongestDueComeFirstAndNoMoreThanAskedFor() {
    for (int i = 1; i <= 20; i++) {
      submit(i, Samples.T0.plus(Duration.ofMinutes(7L * (21 - i))));
    }
    Instant late = ANSWER_BY.plus(Duration.ofHours(5));
    List<RequestId> all = store.due(late, 100);
    assertThat(all).hasSize(20);
    assertThat(all.subList(0, 3)).containsExactly(Samples.id(20), Samples.id(19), Samples.id(18));
    assertThat(store.due(late, 7)).isEqualTo(all.subList(0, 7));
  }

  @Test
  void whatChangesBecomesDueWhenItNextWantsAttention() {
    CaseScenario story = CaseScenario.submitted(Samples.id(1));
    story.in(store);
    story = next(story.approved(Samples.BOB));
    Instant started = story.now().grant().orElseThrow().terms().startsAt();
    assertThat(store.due(started.plus(Duration.ofMinutes(2)).minusSeconds(1), 10)).isEmpty();
    assertThat(store.due(started.plus(Duration.ofMinutes(2)), 10)).hasSize(1);
    story = next(story.activated());
    Instant end = story.now().grant().orElseThrow().terms().endsAt();
    assertThat(store.due(end.minusSeconds(1), 10)).isEmpty();
    assertThat(store.due(end, 10)).hasSize(1);
    CaseScenario issued = next(story.issued());
    CaseScenario revoked = next(issued.revoked(Samples.SAM, "enough"));
    assertThat(store.due(end, 10)).hasSize(1);
    Instant until = Samples.T0.plus(Duration.ofHours(3));
    CaseScenario ended = next(revoked.ended(new Revocation.Standing(until)));
    assertThat(store.due(until.minusSeconds(1), 10)).isEmpty();
    assertThat(store.due(until, 10)).hasSize(1);
    next(ended.cleaned());
    assertThat(store.due(until.plus(Duration.ofDays(2)), 10)).isEmpty();
  }

  @Test
  void whatIsAnsweredForGoodIsNeverDue() {
    next(submit(1, Samples.T0).denied(Samples.BOB, "no"));
    next(submit(2, Samples.T0).withdrawn());
    next(submit(3, Samples.T0).expired());
    submit(4, Samples.T0);
    assertThat(store.due(ANSWER_BY.plus(Duration.ofDays(1)), 10)).containsExactly(Samples.id(4));
  }

  @Test
  void aChangeThatComesLateIsDueAtOnceEvenWhereNobodyLooksAnyMore() {
    Instant now = ANSWER_BY.plus(Duration.ofDays(2));
    assertThat(store.due(now.minusSeconds(60), 10)).isEmpty();
    CaseScenario active = CaseScenario.active(Samples.id(1));
    active.changes().subList(0, 2).forEach(change -> assertThat(store.commit(change)).isTrue());
    CaseChange late =
        CaseChange.of(active.changes().get(1).after(), now)
            .grant(active.now().grant().orElseThrow());
    assertThat(store.commit(late)).isTrue();
    assertThat(store.due(now, 10)).containsExactly(Samples.id(1));
  }

  @Test
  void aDeferredCaseComesBackAtItsNewTime() {
    AccessCase found = submit(1, Samples.T0).now();
    submit(2, Samples.T0);
    Instant until = ANSWER_BY.plus(Duration.ofMinutes(5));
    store.defer(found.id(), found.version(), until);
    assertThat(store.load(found.id())).contains(found);
    assertThat(store.due(ANSWER_BY, 10)).containsExactly(Samples.id(2));
    assertThat(store.due(until.minusSeconds(1), 10)).containsExactly(Samples.id(2));
    assertThat(store.due(until, 10)).containsExactly(Samples.id(2), Samples.id(1));
  }

  @Test
  void deferringAnOldVersionOrWhatIsNotDueHasNoEffect() {
    CaseScenario story = submit(1, Samples.T0);
    next(story.reviewed(Samples.CAROL, "one of two"));
    store.defer(Samples.id(1), story.now().version(), ANSWER_BY.plus(Duration.ofHours(1)));
    assertThat(store.due(ANSWER_BY, 10)).containsExactly(Samples.id(1));
    CaseScenario denied = next(submit(2, Samples.T0).denied(Samples.BOB, "no"));
    store.defer(Samples.id(2), denied.now().version(), ANSWER_BY);
    store.defer(Samples.id(3), 1, ANSWER_BY);
    assertThat(store.due(ANSWER_BY, 10)).containsExactly(Samples.id(1));
    assertThat(store.load(Samples.id(3))).isEmpty();
  }

  @Test
  void whatIsPutAsideComesBackAtItsNewTimeWhateverItsVersion() {
    CaseScenario story = submit(1, Samples.T0);
    next(story.reviewed(Samples.CAROL, "one of two"));
    Instant until = ANSWER_BY.plus(Duration.ofHours(1));
    store.putAside(Samples.id(1), ANSWER_BY.minusSeconds(1), until);
    assertThat(store.due(ANSWER_BY, 10)).containsExactly(Samples.id(1));
    store.putAside(Samples.id(1), ANSWER_BY, until);
    store.putAside(Samples.id(2), ANSWER_BY, until);
    assertThat(store.due(until.minusSeconds(1), 10)).isEmpty();
    assertThat(store.due(until, 10)).containsExactly(Samples.id(1));
    assertThat(store.load(Samples.id(2))).isEmpty();
  }

  @Test
  void endedCasesWhoseCutStandsAreFoundByWhenItIsToBeRemoved() {
    for (int i = 1; i <= 9; i++) {
      CaseScenario.active(Samples.id(i))
          .issued()
          .revoked(Samples.SAM, "enough")
          .ended(new Revocation.Standing(Samples.T0.plus(Duration.ofMinutes(40L * i))))
          .in(store);
    }
    CaseScenario.active(Samples.id(20)).in(store);
    CaseScenario cleaned =
        CaseScenario.active(Samples.id(21)).issued().revoked(Samples.SAM, "enough");
    cleaned
        .ended(new Revocation.Standing(Samples.T0.plus(Duration.ofMinutes(80))))
        .cleaned()
        .in(store);

    assertThat(store.endedDue(Samples.T0, Samples.T0.plus(Duration.ofMinutes(120))))
        .extracting(AccessCase::id)
        .containsExactlyInAnyOrder(Samples.id(1), Samples.id(2), Samples.id(3));
    assertThat(
            store.endedDue(
                Samples.T0.plus(Duration.ofMinutes(41)), Samples.T0.plus(Duration.ofMinutes(80))))
        .extracting(AccessCase::id)
        .containsExactly(Samples.id(2));
  }

  @Test
  void whatBecameDueWhileNobodyLookedIsFound() {
    submit(1, Samples.T0);
    submit(2, Samples.T0.plus(Duration.ofHours(30)));
    assertThat(store.due(ANSWER_BY.minusSeconds(1), 10)).isEmpty();
    assertThat(store.due(ANSWER_BY.plus(Duration.ofHours(40)), 10))
        .containsExactly(Samples.id(1), Samples.id(2));
  }

  @Test
  void lookingOftenAtNothingHidesNothingThatComesLater() {
    Instant now = Samples.T0;
    for (int i = 0; i < 40; i++) {
      assertThat(store.due(now, 10)).isEmpty();
      now = now.plus(Duration.ofMinutes(31));
    }
    submit(1, now);
    Instant due = now.plus(Samples.ANSWER_WITHIN);
    assertThat(store.due(due.minusSeconds(1), 10)).isEmpty();
    assertThat(store.due(due.plus(Duration.ofHours(9)), 10)).containsExactly(Samples.id(1));
  }

  @Test
  void whatNobodyCanHandleNeitherVanishesNorHidesWhatIsNew() {
    submit(1, Samples.T0);
    Instant now = ANSWER_BY;
    for (int day : List.of(1, 2, 3, 5, 9)) {
      now = ANSWER_BY.plus(Duration.ofDays(day));
      assertThat(store.due(now, 10)).containsExactly(Samples.id(1));
    }
    submit(2, now);
    Instant due = now.plus(Samples.ANSWER_WITHIN);
    assertThat(store.due(due, 10)).containsExactly(Samples.id(1), Samples.id(2));
  }

  @Test
  void afterDaysInWhichNobodyLookedEverythingIsFoundInTheEnd() {
    List<RequestId> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      submit(i, Samples.T0.plus(Duration.ofHours(8L * i)));
      expected.add(Samples.id(i));
    }
    Instant now = ANSWER_BY.plus(Duration.ofHours(8 * 19));
    List<RequestId> handled = new ArrayList<>();
    for (int sweep = 0; sweep < 20 && handled.size() < expected.size(); sweep++) {
      now = now.plus(Duration.ofMinutes(5));
      for (RequestId id : store.due(now, 4)) {
        AccessCase found = store.load(id).orElseThrow();
        AccessRequest.Pending pending = (AccessRequest.Pending) found.request();
        assertThat(store.commit(ExpireRequest.of(pending, found, now))).isTrue();
        handled.add(id);
      }
    }
    assertThat(handled).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(store.due(now, 10)).isEmpty();
  }

  private CaseScenario submit(int n, Instant at) {
    CaseScenario story =
        CaseScenario.submitted(
            Samples.submission(
                Samples.id(n), Samples.ALICE, Samples.needs("orders-leads", "operations"), at));
    story.in(store);
    return story;
  }

  private CaseScenario next(CaseScenario story) {
    assertThat(store.commit(story.changes().getLast())).isTrue();
    return story;
  }
}
