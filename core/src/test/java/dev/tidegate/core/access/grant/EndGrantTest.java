package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.FakeAws;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.FakeRoles;
import dev.tidegate.core.access.FaultInjection;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndGrantTest {
  private static final Instant END = Samples.T0.plus(Duration.ofHours(1));

  private final SteppedWorld stage = new SteppedWorld();

  @Test
  void beforeItsTimeNothingHappens() {
    GrantId grant = stage.active();
    stage.until(END.minusMillis(1));
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.NOT_DUE);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Active.class);
    stage.until(END);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.NOTHING_TO_DO);
    assertThat(stage.end(GrantId.of(Samples.id(99)))).isEqualTo(EndGrant.Outcome.UNKNOWN);
  }

  @Test
  void aSessionIsDeniedEvenIfItsDateConditionWereNot() {
    GrantId grant = stage.active();
    stage.passMinutes(55);
    FakeAws.Session session = stage.session(grant);
    stage.world.aws().dateConditions(false);
    stage.until(END);
    assertThat(stage.world.aws().allows(session, END)).isTrue();
    stage.end(grant);
    assertThat(stage.world.aws().allows(session, END)).isFalse();
    assertThat(stage.events(grant.request()))
        .endsWith(EventType.GRANT_ENDING, EventType.GRANT_CUT, EventType.GRANT_ENDED);
  }

  @Test
  void theDenyIsRemovedWhenNothingIsLeftToCut() {
    GrantId grant = stage.active();
    FakeAws.Session session = stage.session(grant);
    stage.passMinutes(10);
    stage.revoke(Samples.BOB, grant);
    stage.end(grant);
    Instant until = standing(grant);
    assertThat(until).isAfter(session.expiresAt());
    stage.until(until.minusMillis(1));
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.NOT_DUE);
    assertThat(stage.world.aws().roles().held()).isNotEmpty();
    stage.until(until);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.CLEANED);
    assertThat(stage.world.aws().roles().held()).isEmpty();
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.NOTHING_TO_DO);
    assertThat(stage.events(grant.request()).getLast()).isEqualTo(EventType.GRANT_CUT_REMOVED);
    assertThat(stage.world.aws().givesAfter(grant, Samples.T0.plus(Duration.ofMinutes(10))))
        .isEmpty();
  }

  @Test
  void withoutALiveSessionIamIsLeftAlone() {
    GrantId grant = stage.active();
    stage.until(END);
    stage.faults.clear();
    stage.end(grant);
    assertThat(stage.faults.calls()).containsExactly("store.load", "store.commit");
    assertThat(stage.world.now(grant))
        .isEqualTo(
            new Grant.Ended(
                stage.world.now(grant).terms(),
                new EndCause.Time(),
                END,
                END,
                new Revocation.Nothing()));
  }

  @Test
  void anEarlyEndCutsEvenWhenTheSchedulerDoesNotAnswer() {
    GrantId grant = stage.active();
    FakeAws.Session session = stage.session(grant);
    stage.revoke(Samples.BOB, grant);
    stage.faults.down("scheduler.remove");
    assertThatThrownBy(() -> stage.end(grant)).isInstanceOf(Fault.class);
    assertThat(stage.world.aws().allows(session, stage.now())).isFalse();
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
  }

  @Test
  void theScheduleOfAnEarlyEndIsRemovedOnlyWhenAccessIsGone() {
    GrantId grant = stage.active();
    stage.session(grant);
    stage.revoke(Samples.BOB, grant);
    stage.faults.down("iam.cut");
    assertThatThrownBy(() -> stage.end(grant)).isInstanceOf(Fault.class);
    assertThat(stage.world.aws().schedules()).containsKey(grant);
    stage.faults.up("iam.cut");
    stage.end(grant);
    assertThat(stage.world.aws().schedules()).isEmpty();
  }

  @Test
  void failuresAreCountedAndToldAtEachPowerOfTwo() {
    GrantId grant = stage.active();
    stage.session(grant);
    stage.until(END);
    stage.faults.down("iam.cut");
    for (int i = 0; i < 9; i++) {
      assertThatThrownBy(() -> stage.end(grant)).isInstanceOf(Fault.class);
    }
    assertThat(((Grant.Ending) stage.world.now(grant)).attempts()).isEqualTo(9);
    assertThat(stage.count(grant.request(), EventType.GRANT_ENDING)).isEqualTo(1 + 4);
    stage.faults.up("iam.cut");
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.count(grant.request(), EventType.GRANT_ENDED)).isEqualTo(1);
  }

  @Test
  void aTemporaryPolicyIsRemovedAndThatIsConfirmedAtOnceWhenNoGiverCanBeLeft() {
    GrantId grant = stage.active(Samples.ALICE, SamplePolicy.DEPLOY, Duration.ofHours(1));
    stage.passMinutes(4);
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.world.aws().roles().held()).isEmpty();
  }

  @Test
  void aLateGiverIsWaitedFor() {
    GrantId grant =
        stage.approved(stage.submitted(Samples.ALICE, SamplePolicy.DEPLOY, Duration.ofHours(1)));
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.SETTLING);
    attachLate(grant);
    assertThat(stage.world.aws().gives(grant, stage.now())).isTrue();
    stage.passMinutes(3);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.world.aws().gives(grant, stage.now())).isFalse();
  }

  @Test
  void aSecondGiverThatIsLateIsWaitedForEvenAfterTheFirstMadeItActive() {
    GrantId grant = stage.active(Samples.ALICE, SamplePolicy.DEPLOY, Duration.ofHours(1));
    stage.passMinutes(1);
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.SETTLING);
    attachLate(grant);
    stage.passMinutes(5);
    stage.sweep();
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
    assertThat(stage.world.aws().gives(grant, stage.now())).isFalse();
  }

  @Test
  void withoutRoomForADenyARevokeCutsTheWholeRoleAndSaysSo() {
    GrantId other = stage.active(Samples.DAVE, SamplePolicy.READ, Duration.ofHours(4));
    GrantId grant = stage.active();
    FakeAws.Session session = stage.session(grant);
    stage.issue(Samples.DAVE, other);
    stage.world.aws().roles().room(0);
    stage.passMinutes(5);
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.world.aws().allows(session, stage.now())).isFalse();
    assertThat(stage.world.aws().gives(other, stage.now())).isFalse();
    assertThat(stage.events(grant.request())).contains(EventType.GRANT_CUT_ROLE_WIDE);
    stage.passMinutes(2);
    stage.issue(Samples.DAVE, other);
    assertThat(stage.world.aws().gives(other, stage.now())).isTrue();
  }

  @Test
  void whoPackedDeniesComesBackWhenNoneOfTheirSessionsCanBeLeft() {
    GrantId grant = stage.active();
    FakeAws.Session session = stage.session(grant);
    stage.world.aws().roles().room(0);
    stage.world.aws().roles().pack();
    stage.passMinutes(5);
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    Instant until = SessionRevoker.packedUntil(stage.now());
    assertThat(standing(grant)).isEqualTo(until).isAfter(session.expiresAt());
    stage.until(until.minusSeconds(1));
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.NOT_DUE);
    stage.until(until);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.CLEANED);
  }

  @Test
  void aRoleWideCutStandsUntilNoSessionThatAnyGrantCutWithItIsLeft() {
    GrantId first = stage.active();
    FakeAws.Session session = stage.session(first);
    GrantId second = stage.active(Samples.DAVE, SamplePolicy.READ, Duration.ofHours(4));
    stage.issue(Samples.DAVE, second);
    stage.world.aws().roles().room(0);
    stage.passMinutes(5);
    stage.revoke(Samples.BOB, first);
    stage.revoke(Samples.BOB, second);
    stage.end(first);
    stage.end(second);
    while (stage
        .world
        .aws()
        .roles()
        .held()
        .contains(new InlinePolicyName.RoleWideRevocation().text())) {
      assertThat(stage.world.aws().allows(session, stage.now())).isFalse();
      stage.passMinutes(5);
      stage.sweep();
    }
    assertThat(stage.now()).isAfter(session.expiresAt());
  }

  @Test
  void aRoleWideCutThatCouldNotBeRecordedGoesAlthoughThereWasRoomLater() {
    GrantId grant = stage.active();
    stage.session(grant);
    stage.world.aws().roles().room(0);
    stage.passMinutes(5);
    stage.revoke(Samples.BOB, grant);
    stage.faults.clear();
    // load, cut, commit of the attempt; load, cut, the cut of the role, commit.
    stage.faults.strike(6, FaultInjection.Strike.FAIL_BEFORE);
    assertThatThrownBy(() -> stage.end(grant)).isInstanceOf(Fault.class);
    assertThat(stage.faults.calls()).endsWith("iam.cutRoleWide", "store.commit");
    stage.world.aws().roles().room(50);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.world.aws().roles().held())
        .containsExactlyInAnyOrder(
            new InlinePolicyName.RoleWideRevocation().text(),
            new InlinePolicyName.Revocation(grant).text());
    stage.until(standing(grant));
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.CLEANED);
    assertThat(stage.world.aws().roles().held()).isEmpty();
  }

  @Test
  void aNaturalEndNeverCutsTheWholeRole() {
    GrantId grant = stage.active();
    stage.passMinutes(50);
    FakeAws.Session session = stage.session(grant);
    stage.world.aws().roles().room(0);
    stage.until(END);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.SETTLING);
    assertThat(stage.world.aws().allows(session, stage.now())).isFalse();
    assertThat(stage.world.aws().roles().held()).isEmpty();
    stage.until(session.expiresAt());
    stage.passMinutes(5);
    stage.sweep();
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
  }

  @Test
  void aRoleThatIsGoneHasNothingToCut() {
    GrantId grant = stage.active();
    stage.session(grant);
    stage.world.aws().roles().delete(new FakeRoles.Place("222222222222", "TidegateAccess"));
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(((Grant.Ended) stage.world.now(grant)).cut()).isEqualTo(new Revocation.Nothing());
  }

  @Test
  void aDenyThatNobodyRecordedIsRemovedInTheEnd() {
    GrantId grant = stage.active();
    stage.session(grant);
    stage.revoke(Samples.BOB, grant);
    stage.faults.down("store.commit");
    assertThatThrownBy(() -> stage.end(grant)).isInstanceOf(Fault.class);
    assertThat(stage.world.aws().roles().held()).isNotEmpty();
    stage.faults.up("store.commit");
    for (int i = 0; i < 15; i++) {
      stage.passMinutes(5);
      if (i > 12) {
        stage.sweep();
      }
    }
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
    assertThat(stage.world.aws().roles().held()).isEmpty();
  }

  /// A run of start-grant that was under way writes now.
  private void attachLate(GrantId grant) {
    stage
        .world
        .aws()
        .attach(
            stage.world.now(grant).terms(),
            new FakeDocuments().temporary(Samples.permissions(), END));
  }

  private Instant standing(GrantId grant) {
    if (stage.world.now(grant) instanceof Grant.Ended ended
        && ended.cut() instanceof Revocation.Standing(Instant until)) {
      return until;
    }
    throw new AssertionError(stage.world.now(grant));
  }
}
