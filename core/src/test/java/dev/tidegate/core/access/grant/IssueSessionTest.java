package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.FakeAws;
import dev.tidegate.core.access.FakeRoles;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.SourceIdentity;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IssueSessionTest {
  private static final Principal OLAF = Samples.person("olaf", Samples.OPERATIONS);

  private final SteppedWorld stage = new SteppedWorld();
  private final SamplePolicy usual = SamplePolicy.usual();

  @Test
  void theSessionIsNamedAfterTheGrantAndSaysWhoAndWhy() {
    GrantId grant = stage.active();
    SessionSpec spec = stage.session(grant).spec();
    assertThat(spec.grant()).isEqualTo(grant);
    assertThat(spec.account()).isEqualTo(Samples.ORDERS_PROD);
    assertThat(spec.roleName()).isEqualTo("TidegateAccess");
    assertThat(spec.requester())
        .isEqualTo(SourceIdentity.of(Samples.ALICE.id(), Samples.ALICE.label()));
    assertThat(spec.tags())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "TidegateIssued",
                Long.toString(stage.now().getEpochSecond()),
                "TidegateUse",
                "incident",
                "TidegateTicket",
                "OPS-123"));
  }

  @Test
  void thePolicyDeniesFromTheEndOfTheGrantOn() {
    GrantId grant = stage.active();
    FakeAws.Session session = stage.session(grant);
    Instant end = Samples.T0.plus(Duration.ofHours(1));
    assertThat(session.dateEnd()).isEqualTo(end);
    assertThat(stage.world.aws().allows(session, end.minusSeconds(1))).isTrue();
    assertThat(stage.world.aws().allows(session, end)).isFalse();
  }

  @Test
  void aSessionLastsAsLongAsTheGrantButWithinWhatStsAllows() {
    GrantId grant = stage.active(Samples.ALICE, SamplePolicy.READ, Duration.ofMinutes(150));
    assertThat(stage.session(grant).spec().lifetime()).isEqualTo(Duration.ofHours(1));
    stage.passMinutes(100);
    assertThat(stage.session(grant).spec().lifetime()).isEqualTo(Duration.ofMinutes(50));
    stage.passMinutes(45);
    assertThat(stage.session(grant).spec().lifetime()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void theLastSessionIsTrimmedToTheSecondByItsDateCondition() {
    GrantId grant = stage.active();
    stage.pass(Duration.ofHours(1).minusSeconds(1));
    FakeAws.Session session = stage.session(grant);
    assertThat(session.expiresAt()).isAfter(session.dateEnd());
    assertThat(stage.world.aws().allows(session, stage.now())).isTrue();
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.world.aws().allows(session, stage.now())).isFalse();
    assertThat(stage.issue(Samples.ALICE, grant))
        .isInstanceOf(IssueSession.Outcome.WrongState.class);
  }

  @Test
  void theEndThatIsNamedIsTheEarlierOfTheSessionsAndTheGrants() {
    GrantId grant = stage.active(Samples.ALICE, SamplePolicy.READ, Duration.ofMinutes(150));
    assertThat(end(grant)).isEqualTo(stage.now().plus(SessionSpec.LONGEST));
    stage.passMinutes(140);
    assertThat(end(grant)).isEqualTo(Samples.T0.plus(Duration.ofMinutes(150)));
    assertThat(stage.session(grant).expiresAt()).isAfter(end(grant));
  }

  private Instant end(GrantId grant) {
    return stage.issue(Samples.ALICE, grant) instanceof IssueSession.Outcome.Issued issued
        ? issued.credentials().expiresAt()
        : Instant.MIN;
  }

  @Test
  void itIsRecordedBeforeItIsIssued() {
    GrantId grant = stage.active();
    stage.faults.down("sts.assumeRole");
    assertThatThrownBy(() -> stage.issue(Samples.ALICE, grant)).isInstanceOf(Fault.class);
    assertThat(stage.found(grant.request()).sessions().count()).isEqualTo(1);
    assertThat(stage.count(grant.request(), EventType.SESSION_ISSUED)).isEqualTo(1);
    stage.faults.up("sts.assumeRole");
    stage.session(grant);
    assertThat(stage.found(grant.request()).sessions().count()).isEqualTo(2);
  }

  @Test
  void theRecordSaysByWhichRuleOfWhichPolicyEachSessionWasIssuedOrRefused() {
    GrantId grant = stage.active();
    stage.session(grant);
    Map<String, String> issued = stage.details(grant.request(), EventType.SESSION_ISSUED);
    assertThat(issued).containsEntry("rules", SamplePolicy.ASK_A_LEAD.text());
    assertThat(issued.get("policy"))
        .matches("[0-9a-f]{64}")
        .isEqualTo(
            stage
                .found(grant.request())
                .request()
                .submission()
                .decision()
                .grounds()
                .policy()
                .hex());
    stage.world.policy(
        usual.plus(SamplePolicy.rule(new Name("no"), Samples.DEVELOPERS, new Rule.Effect.Deny())));
    stage.issue(Samples.ALICE, grant);
    Map<String, String> refused = stage.details(grant.request(), EventType.SESSION_REFUSED);
    assertThat(refused.get("rules")).contains("no");
    assertThat(refused.get("policy")).matches("[0-9a-f]{64}").isNotEqualTo(issued.get("policy"));
  }

  @Test
  void nobodyElseGetsCredentialsForIt() {
    GrantId grant = stage.active();
    assertThat(stage.issue(Samples.BOB, grant)).isInstanceOf(IssueSession.Outcome.NotYours.class);
    assertThat(stage.issue(Samples.SAM, grant)).isInstanceOf(IssueSession.Outcome.NotYours.class);
    assertThat(stage.issue(Samples.DAVE, grant)).isInstanceOf(IssueSession.Outcome.NotFound.class);
    assertThat(stage.world.aws().sessions(grant)).isEmpty();
    assertThat(stage.count(grant.request(), EventType.SESSION_REFUSED)).isEqualTo(2);
    assertThat(stage.world.cases().refusals()).hasSize(1);
    stage.session(grant);
  }

  @Test
  void onlyAnActiveGrantGivesSessions() {
    GrantId grant = stage.approved(stage.submitted());
    assertRefused(grant);
    stage.start(grant);
    stage.session(grant);
    stage.revoke(Samples.BOB, grant);
    assertRefused(grant);
    stage.end(grant);
    assertRefused(grant);
    assertThat(stage.issue(Samples.ALICE, GrantId.of(Samples.id(999))))
        .isInstanceOf(IssueSession.Outcome.NotFound.class);
  }

  @Test
  void aTemporaryPolicyHasNoSessions() {
    assertRefused(stage.active(Samples.ALICE, SamplePolicy.DEPLOY, Duration.ofHours(1)));
  }

  @Test
  void thePolicyInForceIsAskedAtEachIssue() {
    GrantId grant = stage.active();
    stage.session(grant);
    Map<String, SamplePolicy> changed =
        Map.of(
            "denied",
                usual.plus(
                    SamplePolicy.rule(new Name("no"), Samples.DEVELOPERS, new Rule.Effect.Deny())),
            "no rule", usual.without(SamplePolicy.ASK_A_LEAD),
            "no entitlement", usual.withoutEntitlement(SamplePolicy.READ),
            "narrowed",
                usual.developers(
                    new Rule.Effect.Allow(),
                    new Condition.NoLongerThan(new AccessDuration(Duration.ofMinutes(30)))),
            "another role",
                usual.with(
                    SamplePolicy.entitlement(
                        SamplePolicy.READ, Samples.CI_ROLE, Samples.ORDERS_PROD)));
    changed.forEach(
        (how, policy) -> {
          stage.world.policy(policy);
          assertThat(stage.issue(Samples.ALICE, grant))
              .as(how)
              .isInstanceOf(IssueSession.Outcome.PolicySaysNo.class);
        });
    assertThat(stage.count(grant.request(), EventType.SESSION_REFUSED)).isEqualTo(changed.size());
    stage.world.policy(usual.developers(new Rule.Effect.Allow()));
    stage.session(grant);
  }

  @Test
  void whoLeftTheGroupGetsNoMoreSessions() {
    GrantId grant = stage.active();
    Principal left = new Principal(Samples.ALICE.id(), "alice", Samples.groups("newcomers"));
    assertThat(stage.issue(left, grant)).isInstanceOf(IssueSession.Outcome.PolicySaysNo.class);
    assertThat(stage.issue(Samples.ALICE, grant)).isInstanceOf(IssueSession.Outcome.Issued.class);
  }

  @Test
  void anAutomaticYesThatNowWantsApprovalIssuesNothing() {
    GrantId grant = GrantId.of(stage.submitted(OLAF, SamplePolicy.READ, Duration.ofHours(1)));
    stage.start(grant);
    assertThat(stage.issue(OLAF, grant)).isInstanceOf(IssueSession.Outcome.Issued.class);
    stage.world.policy(
        usual
            .without(new Name("operations"))
            .plus(
                SamplePolicy.rule(
                    new Name("operations"),
                    Samples.OPERATIONS,
                    SamplePolicy.approval(SamplePolicy.set("leads", 1, Samples.LEADS)))));
    assertThat(stage.issue(OLAF, grant)).isInstanceOf(IssueSession.Outcome.PolicySaysNo.class);
  }

  @Test
  void theAccountIsTakenAsThePolicyInForceDescribesIt() {
    GrantId grant = stage.active();
    Account rotated =
        new Account(
            Samples.ORDERS_PROD.name(),
            Samples.ORDERS_PROD.id(),
            "aws",
            "eu-central-1",
            "another-id",
            Map.of());
    stage.world.policy(
        usual.with(SamplePolicy.entitlement(SamplePolicy.READ, Samples.ACCESS_ROLE, rotated)));
    assertThat(stage.session(grant).spec().account()).isEqualTo(rotated);
  }

  @Test
  void whatDoesNotFitIntoATokenIsRefusedOnRecord() {
    GrantId grant = stage.active();
    stage.world.aws().packedPercent(101);
    assertThat(stage.issue(Samples.ALICE, grant))
        .isInstanceOf(IssueSession.Outcome.TooPacked.class);
    assertThat(stage.events(grant.request()).getLast()).isEqualTo(EventType.SESSION_REFUSED);
    stage.world.aws().packedPercent(100);
    assertThat(stage.issue(Samples.ALICE, grant)).isInstanceOf(IssueSession.Outcome.Issued.class);
  }

  @Test
  void anAccountThatIsNotPreparedIsToldByItsNameAndOnRecord() {
    GrantId grant = stage.active();
    Account account = stage.found(grant.request()).request().submission().account();
    stage.world.aws().roles().delete(new FakeRoles.Place(account.id(), "TidegateAccess"));
    assertThat(stage.issue(Samples.ALICE, grant))
        .isEqualTo(new IssueSession.Outcome.NotPrepared(account, "TidegateAccess"));
    assertThat(stage.events(grant.request()).getLast()).isEqualTo(EventType.SESSION_REFUSED);
    assertThat(stage.details(grant.request(), EventType.SESSION_REFUSED))
        .containsEntry("why", "sts does not let us assume the role");
  }

  @Test
  void aConsoleUrlIsASessionAsWell() {
    GrantId grant = stage.active();
    stage.passMinutes(50);
    IssueSession.Outcome outcome =
        stage.world.issue().consoleUrl(Samples.ALICE, grant, stage.now());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            IssueSession.Outcome.SignIn.class,
            signIn ->
                assertThat(signIn.expiresAt()).isEqualTo(Samples.T0.plus(Duration.ofHours(1))));
    assertThat(stage.found(grant.request()).sessions().count()).isEqualTo(1);
    assertThat(stage.world.history(grant.request()).events().getLast().details())
        .containsEntry("form", "console")
        .containsEntry("until", Samples.T0.plus(Duration.ofHours(1)).toString());
  }

  /// AWS makes a console sign-in of a role's session only when no length was asked for.
  @Test
  void aConsoleSessionHasTheUsualLengthAndEndsWithTheGrantAllTheSame() {
    GrantId grant = stage.active();
    stage.passMinutes(50);
    stage.world.issue().consoleUrl(Samples.ALICE, grant, stage.now());
    FakeAws.Session console = stage.world.aws().sessions(grant).getLast();
    assertThat(console.spec().lifetime()).isEqualTo(SessionSpec.LONGEST);
    assertThat(console.expiresAt()).isEqualTo(stage.now().plus(Duration.ofHours(1)));
    Instant end = Samples.T0.plus(Duration.ofHours(1));
    assertThat(stage.world.aws().allows(console, end.minusSeconds(1))).isTrue();
    assertThat(stage.world.aws().allows(console, end)).isFalse();
    assertThat(stage.session(grant).spec().lifetime()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void credentialsDoNotPrint() {
    GrantId grant = stage.active();
    IssueSession.Outcome outcome = stage.issue(Samples.ALICE, grant);
    assertThat(outcome.toString()).contains("***").doesNotContain("secret", "token", "ASIA");
    assertThat(stage.world.history(grant.request()).toString()).doesNotContain("secret", "ASIA");
  }

  private void assertRefused(GrantId grant) {
    assertThat(stage.issue(Samples.ALICE, grant))
        .isInstanceOf(IssueSession.Outcome.WrongState.class);
    assertThat(stage.events(grant.request()).getLast()).isEqualTo(EventType.SESSION_REFUSED);
  }
}
