package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.Steps;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whether a session is issued, decided on a case and a policy, without a store and without AWS.
class IssueDecisionTest {
  private static final RequestId ID = Samples.id(1);
  private static final AccessCase ACTIVE = CaseScenario.active(ID).now();
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(10));
  private static final PolicySource UNREAD =
      () -> {
        throw new AssertionError("the policy is not read to refuse this");
      };

  @Test
  void aSessionIsWrittenBeforeItIsIssued() {
    // Given
    SteppedWorld stage = new SteppedWorld();
    AccessCase active = stage.found(stage.active().request());
    // When
    Step<IssueDecision.Next> step =
        decide(SamplePolicy.usual()::load, active, Samples.ALICE, stage.now());
    // Then
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Commit.class,
            commit -> {
              assertThat(commit.change().after().sessions().count()).isEqualTo(1);
              assertThat(commit.change().events().stream().map(AuditEvent::type))
                  .containsExactly(EventType.SESSION_ISSUED);
              assertThat(commit.answer())
                  .isInstanceOfSatisfying(
                      IssueDecision.Next.Issue.class,
                      issue -> {
                        assertThat(issue.grant()).isEqualTo(active.grant().orElseThrow());
                        assertThat(issue.spec().grant()).isEqualTo(issue.grant().id());
                        assertThat(issue.spec().lifetime()).isEqualTo(SessionSpec.LONGEST);
                      });
            });
  }

  @Test
  void aPolicyThatNoLongerGivesItRefuses() {
    // Given
    SteppedWorld stage = new SteppedWorld();
    AccessCase active = stage.found(stage.active().request());
    PolicySource stricter = () -> SamplePolicy.usual().withoutEntitlement(SamplePolicy.READ).load();
    // When
    Step<IssueDecision.Next> step = decide(stricter, active, Samples.ALICE, stage.now());
    // Then
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Refuse.class,
            refused ->
                assertThat(refused.answer())
                    .isInstanceOfSatisfying(
                        IssueDecision.Next.Answered.class,
                        answered ->
                            assertThat(answered.outcome())
                                .isInstanceOf(IssueSession.Outcome.PolicySaysNo.class)));
  }

  @Test
  void onlyItsRequesterGetsOneAndWhoMaySeeTheCaseIsToldSo() {
    Map<String, String> why = Map.of("why", "not the requester of the grant");
    IssueSession.Outcome theirs =
        new IssueSession.Outcome.NotYours("only who asked gets the credentials");
    assertThat(decide(UNREAD, ACTIVE, Samples.BOB, NOW))
        .isEqualTo(
            Steps.refusedOnTheCase(
                ACTIVE, Samples.BOB, EventType.SESSION_REFUSED, why, answered(theirs), NOW));
    assertThat(decide(UNREAD, ACTIVE, Samples.DAVE, NOW))
        .isEqualTo(
            Steps.refusedOnTheirOwnRecord(
                ACTIVE,
                Samples.DAVE,
                EventType.SESSION_REFUSED,
                why,
                answered(new IssueSession.Outcome.NotFound()),
                NOW));
  }

  @Test
  void aGrantThatIsNotActiveRefusesWithoutTheRest() {
    AccessCase scheduled = CaseScenario.submitted(ID).approved(Samples.BOB).now();
    assertRefused(scheduled, NOW, "the grant is not active yet: try again in a moment");
    Instant end = grant(ACTIVE).terms().endsAt();
    assertRefused(ACTIVE, end, "the grant ended at " + end);
    AccessCase ending = CaseScenario.active(ID).revoked(Samples.SAM, "enough").now();
    assertRefused(ending, NOW, "the grant is ending: revoked");
  }

  private static void assertRefused(AccessCase current, Instant now, String why) {
    assertThat(decide(UNREAD, current, Samples.ALICE, now))
        .isEqualTo(
            Steps.refusedOnTheCase(
                current,
                Samples.ALICE,
                EventType.SESSION_REFUSED,
                Map.of("why", why),
                answered(new IssueSession.Outcome.WrongState(current, why)),
                now));
  }

  private static IssueDecision.Next answered(IssueSession.Outcome outcome) {
    return new IssueDecision.Next.Answered(outcome);
  }

  private static Step<IssueDecision.Next> decide(
      PolicySource policies, AccessCase current, Principal person, Instant now) {
    return new IssueDecision(policies, new FakeDocuments())
        .decide(
            current,
            grant(current),
            new Caller(person, new Visibility(Samples.SECURITY)),
            SessionRecord.Form.CREDENTIALS,
            now);
  }

  private static Grant grant(AccessCase current) {
    return current.grant().orElseThrow();
  }
}
