package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.SourceIdentity;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An end is told as confirmed when a session under the grant's name was refused, and not before.
class ConfirmedEndTest {
  private static final Instant NOW = Samples.T0.plusSeconds(600);
  private static final RequestId ID = Samples.id(1);
  private static final GrantId GRANT = GrantId.of(ID);

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final List<String> calls = new ArrayList<>();
  private final Deque<AccessProbe.Answer> answers = new ArrayDeque<>();
  private final EndGrant end = new EndGrant(store, new Cutter(), new Schedule(), this::probe);

  @Test
  void aRefusedProbeConfirmsTheEndAndSaysHowLongItTook() {
    revokedWithALiveSession();
    answers.add(
        new AccessProbe.Answer.Refused(
            NOW.plusNanos(1_700_123_456),
            Optional.of(new SessionProbe.Tried("sts:GetAccessKeyInfo", "eu-central-1"))));

    assertThat(end.end(GRANT, NOW)).isEqualTo(EndGrant.Outcome.ENDED);

    assertThat(calls).containsExactly("cut", "probe", "remove schedule");
    assertThat(event(EventType.GRANT_CONFIRMED).details()).containsEntry("millis", "1700");
    assertThat(event(EventType.GRANT_CONFIRMED).details())
        .containsEntry("refusedAt", NOW.plusMillis(1700).toString())
        .containsEntry("action", "sts:GetAccessKeyInfo")
        .containsEntry("session", GRANT.text())
        .containsEntry("region", "eu-central-1");
    assertThat(grant()).isInstanceOf(Grant.Ended.class);
  }

  @Test
  void aProbeThatStillIsAllowedLeavesTheGrantEndingUntilALaterOneIsRefused() {
    revokedWithALiveSession();
    for (int i = 0; i < 4; i++) {
      answers.add(new AccessProbe.Answer.StillAllowed());
    }
    answers.add(new AccessProbe.Answer.Refused(NOW.plusSeconds(640)));

    for (Instant now : List.of(NOW, NOW.plusSeconds(60), NOW.plusSeconds(299))) {
      assertThat(end.end(GRANT, now)).as("IAM may be slow").isEqualTo(EndGrant.Outcome.SPREADING);
    }
    assertThat(events())
        .extracting(AuditEvent::type)
        .doesNotContain(EventType.GRANT_STILL_ALLOWED, EventType.GRANT_ENDED);
    assertThat(grant()).isInstanceOf(Grant.Ending.class);
    assertThat(store.due(NOW.plusSeconds(300), 10)).containsExactly(ID);

    assertThat(end.end(GRANT, NOW.plusSeconds(300))).isEqualTo(EndGrant.Outcome.UNCONFIRMED);
    assertThat(event(EventType.GRANT_STILL_ALLOWED).details()).containsEntry("attempt", "4");
    assertThat(end.end(GRANT, NOW.plusSeconds(600))).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(event(EventType.GRANT_CONFIRMED).details())
        .containsEntry("millis", "640000")
        .doesNotContainKey("region");
  }

  @Test
  void aProbeThatIsNeverRefusedIsTriedAgainForEver() {
    revokedWithALiveSession();
    Instant now = NOW;
    for (int tries = 1; tries <= 10; tries++) {
      answers.add(new AccessProbe.Answer.StillAllowed());
      assertThat(store.due(now, 10)).containsExactly(ID);
      assertThat(end.end(GRANT, now))
          .isEqualTo(
              now.isBefore(NOW.plus(IamChanges.ARRIVED))
                  ? EndGrant.Outcome.SPREADING
                  : EndGrant.Outcome.UNCONFIRMED);
      now = now.plus(SweepGrants.AGAIN);
    }
    assertThat(((Grant.Ending) grant()).attempts()).isEqualTo(10);
    assertThat(events())
        .filteredOn(event -> event.type() == EventType.GRANT_STILL_ALLOWED)
        .as("told when it is late, and then at each power of two")
        .extracting(event -> event.details().get("attempt"))
        .containsExactly("2", "4", "8");
    answers.add(new AccessProbe.Answer.Refused(now));
    assertThat(end.end(GRANT, now)).isEqualTo(EndGrant.Outcome.ENDED);
  }

  @Test
  void whatRingsForAStuckEndWaitsForIamAndOneMoreTry() {
    assertThat(SweepGrants.STUCK).isGreaterThan(IamChanges.ARRIVED.plus(SweepGrants.AGAIN));
  }

  @Test
  void aProbeThatDoesNotReachAwsIsTriedAgain() {
    revokedWithALiveSession();

    assertThatThrownBy(() -> end.end(GRANT, NOW)).isInstanceOf(Fault.class);
    assertThat(grant()).isInstanceOf(Grant.Ending.class);

    answers.add(new AccessProbe.Answer.Refused(NOW));
    assertThat(end.end(GRANT, NOW)).isEqualTo(EndGrant.Outcome.ENDED);
  }

  @Test
  void anEndOfWhichNothingCanBeLearnedIsNotToldAsConfirmed() {
    revokedWithALiveSession();
    answers.add(new AccessProbe.Answer.Inconclusive());

    assertThat(end.end(GRANT, NOW)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(events()).extracting(AuditEvent::type).doesNotContain(EventType.GRANT_CONFIRMED);
  }

  @Test
  void whereNoSessionIsLiveNothingIsProbed() {
    active();
    end.end(GRANT, Samples.T0.plus(Samples.ONE_HOUR.length()));
    assertThat(calls).isEmpty();
  }

  @Test
  void onlyAGrantThatIsOverIsProbed() {
    List<GrantId> tried = new ArrayList<>();
    ProbeGrant probe = new ProbeGrant(store, (terms, who) -> tried(tried, terms, who));
    active();

    assertThat(probe.probe(GRANT, NOW)).isEmpty();
    assertThat(tried).isEmpty();
    assertThat(probe.probe(GRANT, Samples.T0.plus(Samples.ONE_HOUR.length())))
        .contains(SessionProbe.Result.REFUSED);
    assertThat(tried).containsExactly(GRANT);
    assertThat(probe.probe(GrantId.of(Samples.id(2)), NOW)).isEmpty();
  }

  private static SessionProbe.Result tried(
      List<GrantId> tried, GrantTerms terms, SourceIdentity identity) {
    assertThat(identity).isEqualTo(SourceIdentity.PROBE);
    tried.add(terms.id());
    return SessionProbe.Result.REFUSED;
  }

  private AccessProbe.Answer probe(GrantTerms terms) {
    calls.add("probe");
    return Optional.ofNullable(answers.poll())
        .orElseThrow(() -> new Fault(Fault.Kind.BUSY, "no answer"));
  }

  private Grant.Active active() {
    Submission submission = Samples.submission(ID);
    GrantTerms terms =
        new GrantTerms(
            GRANT,
            submission.account(),
            submission.target(),
            Samples.T0,
            Samples.T0.plus(Samples.ONE_HOUR.length()));
    Grant.Active grant = new Grant.Scheduled(terms).activate(Samples.T0);
    AccessRequest.Pending pending = new AccessRequest.Pending(submission, List.of());
    assertThat(
            store.commit(
                CaseChange.creating(pending, Samples.T0)
                    .request(pending.approve(Samples.T0))
                    .grant(grant)))
        .isTrue();
    return grant;
  }

  private void revokedWithALiveSession() {
    Grant.Active grant = active();
    SessionRecord session =
        new SessionRecord(
            1, SessionRecord.Form.CREDENTIALS, Samples.T0, Samples.T0.plus(Duration.ofMinutes(61)));
    AccessCase current = store.load(ID).orElseThrow();
    assertThat(
            store.commit(
                CaseChange.of(current, NOW)
                    .issuing(session)
                    .grant(grant.end(new EndCause.Revoked(Samples.BOB.actor(), "over"), NOW))))
        .isTrue();
  }

  private Grant grant() {
    return store.load(ID).flatMap(AccessCase::grant).orElseThrow();
  }

  private List<AuditEvent> events() {
    return store.history(ID).orElseThrow().events();
  }

  private AuditEvent event(EventType type) {
    return events().stream().filter(e -> e.type() == type).findFirst().orElseThrow();
  }

  private final class Cutter implements SessionRevoker {
    @Override
    public RevocationResult cut(GrantTerms terms, Instant now) {
      calls.add("cut");
      return new RevocationResult.Done();
    }

    @Override
    public void revokeRoleWide(GrantTerms terms, Instant before) {
      throw new AssertionError("there is room");
    }

    @Override
    public void removeRevocation(GrantTerms terms, Instant now) {
      throw new AssertionError("too early");
    }

    @Override
    public void removeRoleWideRevocation(GrantTerms terms, Instant before) {
      throw new AssertionError("there is none");
    }

    @Override
    public void detach(GrantTerms terms) {
      throw new AssertionError("not a temporary policy");
    }
  }

  private final class Schedule implements ScheduleRemoval {
    @Override
    public void removeEnd(GrantId grant) {
      calls.add("remove schedule");
    }

    @Override
    public void removeStart(GrantId grant) {
      throw new AssertionError("it has begun");
    }
  }
}
