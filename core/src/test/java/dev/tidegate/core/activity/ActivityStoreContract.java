package dev.tidegate.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Deeds;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ActivityStore] keeps to.
public abstract class ActivityStoreContract {
  private static final GrantId GRANT = GrantId.of(Samples.id(1));
  private static final GrantId OTHER = GrantId.of(Samples.id(2));
  private static final Instant NOW = Samples.T0.plusSeconds(600);

  private ActivityStore store = new InMemoryActivityStore();

  /// Returns a store with nothing in it.
  protected abstract ActivityStore emptyStore() throws Exception;

  @BeforeEach
  void prepare() throws Exception {
    store = emptyStore();
  }

  @Test
  void aSummaryAndItsRecordsAreReadBackInTheOrderInWhichTheyWereDone() {
    ActivityRecord late = Deeds.issued(GRANT, "e-3", NOW.minusSeconds(60));
    ActivityRecord done = Deeds.call(GRANT, "e-1", "dynamodb:GetItem", NOW);
    ActivityRecord refused =
        Deeds.answered(
            Deeds.call(GRANT, "e-2", "iam:CreateUser", NOW.plusSeconds(1)),
            ActivityRecord.Outcome.OUTSIDE);
    ActivitySummary summary = ActivitySummary.NONE.plus(done).plus(refused).plus(late);
    ActivitySummary told =
        summary.plus(new ActivityFinding(EventType.ACTIVITY_OUTSIDE_BOUNDARY, "refused", Map.of()));

    assertThat(append(0, told, done, refused, late)).isTrue();

    assertThat(store.load(GRANT)).isEqualTo(new ActivityStore.Stored(told, 1));
    assertThat(store.timeline(GRANT))
        .isEqualTo(new ActivityStore.Timeline(told, List.of(late, done, refused)));
    assertThat(store.load(OTHER)).isEqualTo(ActivityStore.NOTHING);
    assertThat(store.timeline(OTHER).records()).isEmpty();
  }

  @Test
  void ofTwoThatWriteOverTheSameVersionOneWinsAndTheOtherLeavesNothing() {
    ActivityRecord one = Deeds.call(GRANT, "e-1", "dynamodb:GetItem", NOW);
    ActivityRecord other = Deeds.call(GRANT, "e-2", "dynamodb:GetItem", NOW);

    assertThat(append(0, ActivitySummary.NONE.plus(one), one)).isTrue();
    assertThat(append(0, ActivitySummary.NONE.plus(other), other)).isFalse();
    assertThat(store.seen(GRANT, List.of("e-1", "e-2"))).containsExactly("e-1");
    assertThat(store.timeline(GRANT).records()).containsExactly(one);
    assertThat(append(1, ActivitySummary.NONE.plus(one).plus(other), other)).isTrue();
  }

  @Test
  void whatWasMarkedOrKeptIsSeenAndOnlyOfItsOwnGrant() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < ActivityStore.AT_ONCE; i++) {
      ids.add("0000000-e-" + i);
    }
    ActivityStore.Entry entry =
        new ActivityStore.Entry(
            GRANT,
            0,
            ActivitySummary.NONE,
            List.of(Deeds.call(GRANT, "kept", "dynamodb:GetItem", NOW)),
            ids);

    assertThat(store.append(entry, NOW)).isTrue();

    assertThat(store.seen(GRANT, ids)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(store.seen(GRANT, List.of("kept", "new"))).containsExactly("kept");
    assertThat(store.seen(OTHER, ids)).isEmpty();
    assertThat(store.seen(OTHER, List.of())).isEmpty();
  }

  @Test
  void aStrangerSSessionIsMetFirstOnceADayAndARoleHasSoManyOfThemADay() {
    RoleSession stranger = session("someone");

    assertThat(store.sighting(stranger, NOW)).isEqualTo(ActivityStore.Sighting.FIRST);
    store.sighted(stranger, 3, NOW);
    assertThat(store.sighting(stranger, NOW)).isEqualTo(ActivityStore.Sighting.AGAIN);
    assertThat(store.sighting(stranger, NOW.plus(Duration.ofDays(1))))
        .isEqualTo(ActivityStore.Sighting.FIRST);
    assertThat(store.sighting(session("another"), NOW)).isEqualTo(ActivityStore.Sighting.FIRST);

    for (int i = 1; i < ActivityStore.MOST_SIGHTINGS; i++) {
      store.sighted(session("someone-" + i), 1, NOW);
    }
    store.sighted(session("one-more"), 1, NOW);
    assertThat(store.sighting(session("another"), NOW)).isEqualTo(ActivityStore.Sighting.TOO_MANY);
    assertThat(store.sighting(session("one-more"), NOW)).isEqualTo(ActivityStore.Sighting.TOO_MANY);
    assertThat(store.sighting(stranger, NOW)).isEqualTo(ActivityStore.Sighting.AGAIN);
  }

  @Test
  void aReminderComesWhenItsTimeHasComeUntilItIsDone() {
    store.lookAgain(GRANT, NOW);
    store.lookAgain(GRANT, NOW);
    store.lookAgain(OTHER, NOW.plusSeconds(7200));

    assertThat(store.toLookAt(NOW.minusSeconds(1), 10)).isEmpty();
    List<ActivityStore.Reminder> first = store.toLookAt(NOW, 10);
    assertThat(first).containsExactly(new ActivityStore.Reminder(GRANT, NOW));
    assertThat(store.toLookAt(NOW.plus(Duration.ofHours(5)), 10)).hasSize(2);
    assertThat(store.toLookAt(NOW.plus(Duration.ofHours(5)), 1)).hasSize(1);
    first.forEach(store::done);
    assertThat(store.toLookAt(NOW.plus(Duration.ofDays(6)), 10))
        .extracting(ActivityStore.Reminder::grant)
        .containsExactly(OTHER);
    assertThat(store.toLookAt(NOW.plus(Duration.ofDays(9)), 10)).isEmpty();
  }

  private boolean append(long before, ActivitySummary after, ActivityRecord... records) {
    List<String> marks = List.of(records).stream().map(ActivityRecord::id).toList();
    return store.append(
        new ActivityStore.Entry(GRANT, before, after, List.of(records), marks), NOW);
  }

  private static RoleSession session(String name) {
    return new RoleSession("222222222222", "TidegateAccess", name);
  }
}
