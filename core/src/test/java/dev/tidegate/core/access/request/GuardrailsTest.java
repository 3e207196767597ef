package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a guardrail demands holds from the submission to the last session, whatever the rules say.
class GuardrailsTest {
  private static final Principal OLAF = Samples.person("olaf", Samples.OPERATIONS);
  private static final Guardrail.Approval NOT_ASKED = new Guardrail.Approval.AsRulesSay();
  private static final Guardrail.Approval ASKED = new Guardrail.Approval.Always(List.of());
  private static final ApproverSet SECURITY = SamplePolicy.set("security", 1, Samples.SECURITY);
  private static final ApproverSet LEADS = SamplePolicy.set("any-lead", 1, Samples.LEADS);

  private final SteppedWorld stage = new SteppedWorld();
  private final SamplePolicy usual = SamplePolicy.usual();
  private final RequestedAccess requested =
      SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(1));

  @Test
  void whatARuleGivesAtOnceWaitsForTheGuardrailsApprovers() {
    stage.world.policy(usual.guarded(by(SECURITY)));
    RequestId id = stage.submitted(OLAF, SamplePolicy.READ, Duration.ofHours(1));
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    assertThat(stage.found(id).waitsFor()).containsExactly(Samples.SECURITY);
    assertThat(stage.approve(Samples.BOB, id)).isInstanceOf(ReviewRequest.Outcome.NotFound.class);
    stage.approve(Samples.SAM, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
  }

  @Test
  void whatARuleHasApprovedIsApprovedByTheGuardrailsSetsToo() {
    stage.world.policy(usual.guarded(by(SECURITY)));
    RequestId id = stage.submitted();
    stage.approve(Samples.BOB, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    stage.approve(Samples.SAM, id);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
  }

  @Test
  void whatNobodyCouldApproveIsRefusedAtOnceWithTheReason() {
    stage.world.policy(usual.guarded(ASKED));
    assertThat(SteppedWorld.unmet(stage.submit(OLAF, requested))).containsExactly("approval");
    assertThat(stage.world.cases().refusals().getFirst().details().get("unmet"))
        .isEqualTo(
            "guardrail-0: approval: somebody who approves expected, and neither operations nor a"
                + " guardrail names anybody (a guardrail)");
    assertThat(stage.submit(Samples.ALICE, requested))
        .isInstanceOf(SubmitRequest.Outcome.Submitted.class);
  }

  @Test
  void anApprovalByOneWhoIsAsStrictCountsForTheGuardrail() {
    stage.world.policy(usual.guarded(by(LEADS)));
    stage.approved(stage.submitted());
  }

  @Test
  void aGuardrailThatCameAfterTheApprovalHoldsAtEachIssue() {
    GrantId grant = stage.active();
    stage.session(grant);
    stage.world.policy(usual.guarded(by(SECURITY)));
    assertThat(stage.issue(Samples.ALICE, grant))
        .isInstanceOf(IssueSession.Outcome.PolicySaysNo.class);
    assertThat(stage.details(grant.request(), EventType.SESSION_REFUSED).toString())
        .contains("1 of security expected");
    stage.world.policy(usual.guarded(by(LEADS)));
    stage.session(grant);
    stage.world.policy(usual.guarded(NOT_ASKED, new Condition.NoLongerThan(span("30m"))));
    assertThat(stage.issue(Samples.ALICE, grant))
        .isInstanceOf(IssueSession.Outcome.PolicySaysNo.class);
    stage.world.policy(usual.guarded(NOT_ASKED, new Condition.NoLongerThan(span("1h"))));
    stage.session(grant);
  }

  @Test
  void whatWasGivenAtOnceIsNotIssuedOnceAGuardrailDemandsApproval() {
    RequestId id = stage.submitted(OLAF, SamplePolicy.READ, Duration.ofHours(1));
    GrantId grant = GrantId.of(id);
    stage.start(grant);
    assertThat(stage.issue(OLAF, grant)).isInstanceOf(IssueSession.Outcome.Issued.class);
    stage.world.policy(usual.guarded(by(SECURITY)));
    assertThat(stage.issue(OLAF, grant)).isInstanceOf(IssueSession.Outcome.PolicySaysNo.class);
  }

  @Test
  void aGuardrailThatCameAfterTheAskHoldsAtItsApproval() {
    RequestId id = stage.submitted();
    stage.world.policy(usual.guarded(NOT_ASKED, atNight()));
    assertThat(stage.approve(Samples.BOB, id))
        .isInstanceOf(ReviewRequest.Outcome.PolicySaysNo.class);
    stage.world.policy(usual);
    assertThat(stage.approve(Samples.BOB, id)).isInstanceOf(ReviewRequest.Outcome.Recorded.class);
  }

  @Test
  void brokenGlassIsBoundUnlessItIsExempt() {
    SamplePolicy glass = usual.plus(SamplePolicy.glass());
    stage.world.policy(glass.guarded(by(SECURITY)));
    assertThat(SteppedWorld.unmet(stage.submit(Samples.ALICE, requested.breakingGlass())))
        .contains("approval");
    Guardrail exempting =
        new Guardrail(
            SamplePolicy.READ,
            glass.rules().getFirst().entitlements(),
            List.of(),
            List.of(atNight()),
            by(SECURITY),
            true);
    stage.world.policy(new SamplePolicy(glass.entitlements(), glass.rules(), List.of(exempting)));
    assertThat(stage.submit(Samples.ALICE, requested.breakingGlass()))
        .isInstanceOf(SubmitRequest.Outcome.Submitted.class);
    assertThat(SteppedWorld.unmet(stage.submit(Samples.ALICE, requested))).contains("hours");
  }

  private static Guardrail.Approval by(ApproverSet set) {
    return new Guardrail.Approval.Always(List.of(set));
  }

  private static AccessDuration span(String text) {
    return AccessDuration.parse(text).orElseThrow();
  }

  /// A minute, eleven hours after the story begins.
  private static Hours atNight() {
    LocalTime later = Samples.T0.atZone(ZoneId.of("UTC")).toLocalTime().plusHours(11);
    return new Hours(
        ZoneId.of("UTC"),
        EnumSet.allOf(DayOfWeek.class),
        Optional.of(new Hours.Window(later, later.plusMinutes(1))),
        List.of());
  }
}
