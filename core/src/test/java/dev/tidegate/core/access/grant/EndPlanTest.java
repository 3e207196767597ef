package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is next on the way to the end of a grant, decided without a store and without AWS.
class EndPlanTest {
  private static final RequestId ID = Samples.id(1);
  private static final CaseScenario ACTIVE = CaseScenario.active(ID);
  private static final CaseScenario ISSUED = ACTIVE.issued();
  private static final CaseScenario REVOKED = ISSUED.revoked(Samples.SAM, "enough");
  private static final CaseScenario OVER = ISSUED.timeUp();

  @Test
  void nothingIsDueAMomentBeforeTheEnd() {
    Instant end = grant(ACTIVE.now()).terms().endsAt();
    assertThat(plan(ACTIVE.now(), end.minusNanos(1)))
        .isEqualTo(new EndPlan.Nothing(EndGrant.Outcome.NOT_DUE));
    Grant.Ending ending = ((Grant.Active) grant(ACTIVE.now())).end(new EndCause.Time(), end);
    assertThat(plan(ACTIVE.now(), end))
        .isEqualTo(new EndPlan.NoSessions(new EndAttempt(ACTIVE.now(), ending, end)));
  }

  @Test
  void sessionsThatCouldStillBeUsedAreRevokedWhoeverEndsTheGrant() {
    for (CaseScenario ended : List.of(REVOKED, OVER)) {
      EndAttempt attempt = attempt(ended.now(), ended.next());
      assertThat(plan(ended.now(), ended.next()))
          .isEqualTo(new EndPlan.RevokeSessions(attempt, expiry(ended)));
    }
  }

  @Test
  void aDenyStandsUntilTheLastSessionHasExpiredAndAPackForLonger() {
    Instant now = REVOKED.next();
    EndPlan.RevokeSessions plan = revoke(REVOKED, now);
    assertThat(plan.after(new SessionRevoker.RevocationResult.Done()))
        .contains(new Revocation.Standing(expiry(REVOKED).plus(SessionRevoker.STRAGGLER)));
    assertThat(plan.after(new SessionRevoker.RevocationResult.Packed()))
        .contains(new Revocation.Standing(SessionRevoker.packedUntil(now)));
    assertThat(plan.after(new SessionRevoker.RevocationResult.NoRole()))
        .contains(new Revocation.Nothing());
  }

  @Test
  void aRoleWithoutRoomIsCutAsAWholeForAHumanAndNeverAtANaturalEnd() {
    SessionRevoker.RevocationResult noRoom = new SessionRevoker.RevocationResult.NoRoom();
    assertThat(revoke(REVOKED, REVOKED.next()).after(noRoom))
        .contains(new Revocation.RoleWide(lastIssue(REVOKED), roleWideUntil(REVOKED)));
    assertThat(revoke(OVER, OVER.next()).after(noRoom)).isEmpty();
  }

  /// Another attempt may have cut the role: the Deny has to outlive that.
  @Test
  void aDenyAfterAFailedAttemptStandsAsLongAsARoleWideOneMight() {
    CaseScenario failed = REVOKED.failedToEnd();
    assertThat(revoke(failed, failed.next()).after(new SessionRevoker.RevocationResult.Done()))
        .contains(new Revocation.Standing(roleWideUntil(failed)));
    CaseScenario natural = OVER.failedToEnd();
    assertThat(revoke(natural, natural.next()).after(new SessionRevoker.RevocationResult.Done()))
        .contains(new Revocation.Standing(expiry(natural).plus(SessionRevoker.STRAGGLER)));
  }

  @Test
  void aRoleIsCutAsAWholeOnlyOnceThatIsWritten() {
    EndAttempt first = attempt(REVOKED.now(), REVOKED.next());
    assertThat(first.announced()).isFalse();
    assertThat(first.announcing())
        .isEqualTo(
            new Step.CommitAndContinue<>(
                CaseChange.of(REVOKED.now(), REVOKED.next()).grant(first.ending().failed())));
    CaseScenario failed = REVOKED.failedToEnd();
    assertThat(attempt(failed.now(), failed.next()).announced()).isTrue();
  }

  @Test
  void whatAnEarlierAttemptMayHaveLeftIsRemovedWhenNoneCanStillWrite() {
    Instant clear = roleWideUntil(REVOKED);
    assertThat(plan(REVOKED.now(), clear.minusNanos(1)))
        .isEqualTo(new EndPlan.Settle(attempt(REVOKED.now(), clear.minusNanos(1))));
    assertThat(plan(REVOKED.now(), clear))
        .isEqualTo(
            new EndPlan.RemoveLeftOvers(
                attempt(REVOKED.now(), clear), Optional.of(lastIssue(REVOKED))));
    Instant natural = expiry(OVER).plus(SessionRevoker.STRAGGLER);
    assertThat(plan(OVER.now(), natural.minusNanos(1)))
        .isEqualTo(new EndPlan.Settle(attempt(OVER.now(), natural.minusNanos(1))));
    assertThat(plan(OVER.now(), natural))
        .isEqualTo(new EndPlan.RemoveLeftOvers(attempt(OVER.now(), natural), Optional.empty()));
  }

  @Test
  void aTemporaryPolicyIsDetachedAndTheEndWaitsForAGiverUnderWay() {
    CaseScenario given =
        CaseScenario.granted(
                Samples.submission(
                    ID,
                    Samples.DAVE,
                    Samples.ask(),
                    Samples.CI_ROLE,
                    Samples.allowed(),
                    Samples.T0))
            .activated()
            .revoked(Samples.SAM, "enough");
    Instant since = ((Grant.Ending) grant(given.now())).at();
    Instant settled = since.plus(Grant.Ending.GIVER);
    assertThat(plan(given.now(), given.next()))
        .isEqualTo(new EndPlan.Detach(attempt(given.now(), given.next())));
    assertThat(attempt(given.now(), settled.minusNanos(1)).ended(new Revocation.Nothing()))
        .isEqualTo(new Step.Answer<>(new EndGrant.Result.Done(EndGrant.Outcome.SETTLING)));
    assertThat(attempt(given.now(), settled).ended(new Revocation.Nothing()))
        .isInstanceOf(Step.Commit.class);
  }

  @Test
  void whatStillStandsIsRemovedAtItsTimeAndOnce() {
    Instant until = roleWideUntil(REVOKED);
    Instant before = lastIssue(REVOKED);
    AccessCase own = REVOKED.ended(new Revocation.Standing(expiry(REVOKED))).now();
    AccessCase wide = REVOKED.ended(new Revocation.RoleWide(before, until)).now();
    EndPlan notDue = new EndPlan.Nothing(EndGrant.Outcome.NOT_DUE);
    assertThat(plan(own, expiry(REVOKED).minusNanos(1))).isEqualTo(notDue);
    assertThat(plan(own, expiry(REVOKED)))
        .isEqualTo(remove(own, true, Optional.empty(), expiry(REVOKED)));
    assertThat(plan(own, until))
        .as("an attempt that failed may have cut the role")
        .isEqualTo(remove(own, true, Optional.of(before), until));
    assertThat(plan(wide, until.minusNanos(1))).isEqualTo(notDue);
    assertThat(plan(wide, until)).isEqualTo(remove(wide, false, Optional.of(before), until));

    EndPlan nothing = new EndPlan.Nothing(EndGrant.Outcome.NOTHING_TO_DO);
    assertThat(plan(REVOKED.ended(new Revocation.Nothing()).now(), until)).isEqualTo(nothing);
    assertThat(plan(REVOKED.ended(new Revocation.Standing(until)).cleaned().now(), until))
        .isEqualTo(nothing);
  }

  @Test
  void aSessionThatStillIsAllowedKeepsTheGrantEndingAndIsAnAlarmWhenIamHadItsTime() {
    Instant arrived = ((Grant.Ending) grant(REVOKED.now())).at().plus(IamChanges.ARRIVED);
    Step.Commit<EndGrant.Result> early = stillAllowed(arrived.minusNanos(1));
    assertThat(early.answer()).isEqualTo(new EndGrant.Result.Done(EndGrant.Outcome.SPREADING));
    assertThat(early.change().events()).isEmpty();
    Step.Commit<EndGrant.Result> late = stillAllowed(arrived);
    assertThat(late.answer()).isEqualTo(new EndGrant.Result.Done(EndGrant.Outcome.UNCONFIRMED));
    assertThat(late.change().events())
        .extracting(AuditEvent::type)
        .containsExactly(EventType.GRANT_STILL_ALLOWED);
    assertThat(late.change().after().grant()).get().isInstanceOf(Grant.Ending.class);
  }

  @Test
  void anEndSaysWhatWasRevokedThatItWasConfirmedAndWhy() {
    Instant now = REVOKED.next();
    EndAttempt attempt = attempt(REVOKED.now(), now);
    Revocation made = new Revocation.Standing(expiry(REVOKED));
    Step<EndGrant.Result> step = attempt.ended(made, new AccessProbe.Answer.Refused(now));
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Commit.class,
            commit -> {
              assertThat(commit.answer()).isEqualTo(new EndGrant.Result.Ended(attempt.ending()));
              assertThat(commit.change().after().grant())
                  .contains(attempt.ending().ended(now, made));
              assertThat(commit.change().events().stream().map(AuditEvent::type))
                  .containsExactly(
                      EventType.GRANT_CUT, EventType.GRANT_CONFIRMED, EventType.GRANT_ENDED);
            });
  }

  @Test
  void aFailureIsCountedOnTheGrantAndThrownWhetherItCouldBeWrittenOrNot() {
    Fault fault = new Fault(Fault.Kind.BUSY, "no answer");
    EndGrant.Result failed = new EndGrant.Result.Failed(fault);
    assertThat(attempt(REVOKED.now(), REVOKED.next()).failed(fault))
        .isInstanceOfSatisfying(
            Step.CommitOnce.class,
            once -> {
              assertThat(once.written()).isEqualTo(failed);
              assertThat(once.overtaken()).isEqualTo(failed);
              assertThat(((Grant.Ending) grant(once.change().after())).attempts()).isEqualTo(1);
            });
  }

  private static Step.Commit<EndGrant.Result> stillAllowed(Instant now) {
    Step<EndGrant.Result> step =
        attempt(REVOKED.now(), now)
            .ended(new Revocation.Standing(expiry(REVOKED)), new AccessProbe.Answer.StillAllowed());
    return (Step.Commit<EndGrant.Result>) step;
  }

  private static EndPlan plan(AccessCase current, Instant now) {
    return EndPlan.of(current, grant(current), now);
  }

  private static EndPlan.RevokeSessions revoke(CaseScenario scenario, Instant now) {
    return (EndPlan.RevokeSessions) plan(scenario.now(), now);
  }

  private static EndPlan remove(
      AccessCase current, boolean single, Optional<Instant> roleWide, Instant now) {
    return new EndPlan.RemoveRevocation(
        current, (Grant.Ended) grant(current), single, roleWide, now);
  }

  private static EndAttempt attempt(AccessCase current, Instant now) {
    return new EndAttempt(current, (Grant.Ending) grant(current), now);
  }

  private static Grant grant(AccessCase current) {
    return current.grant().orElseThrow();
  }

  private static Instant expiry(CaseScenario scenario) {
    return scenario.now().sessions().lastExpiry().orElseThrow();
  }

  private static Instant lastIssue(CaseScenario scenario) {
    Instant since = ((Grant.Ending) grant(scenario.now())).at();
    return since.plus(SessionRecord.MARGIN).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  private static Instant roleWideUntil(CaseScenario scenario) {
    return lastIssue(scenario).plus(SessionSpec.LONGEST).plus(Duration.ofMinutes(3));
  }
}
