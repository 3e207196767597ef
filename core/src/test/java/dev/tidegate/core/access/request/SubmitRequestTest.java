package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.ReasonText;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SubmitRequestTest {
  private static final Principal OLAF = Samples.person("olaf", Samples.OPERATIONS);
  private static final Optional<String> KEY = Optional.of("key-1");

  private final SteppedWorld stage = new SteppedWorld();
  private final SamplePolicy usual = SamplePolicy.usual();
  private final RequestedAccess requested =
      SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(1));

  @Test
  void whatNeedsApprovalWaitsForIt() {
    RequestId id = stage.submitted();
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    assertThat(stage.found(id).waitsFor()).containsExactly(Samples.LEADS);
    assertThat(stage.found(id).dueAt()).contains(Samples.T0.plus(Samples.ANSWER_WITHIN));
    assertThat(stage.events(id)).containsExactly(EventType.REQUEST_SUBMITTED);
  }

  @Test
  void whatNeedsNoApprovalIsScheduledAtOnceWithItsReasons() {
    RequestId id = stage.submitted(OLAF, SamplePolicy.READ, Duration.ofHours(1));
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
    assertThat(stage.events(id))
        .containsExactly(EventType.REQUEST_SUBMITTED, EventType.GRANT_SCHEDULED);
    assertThat(stage.world.history(id).events().getFirst().details())
        .containsEntry("rules", "operations")
        .containsEntry("decision", "Allowed")
        .containsEntry("policy", stage.world.policy().load().hash().hex());
  }

  @Test
  void explainingComesToTheSameAndRecordsNothingButARefusal() {
    Assessment explained = stage.world.submit().explain(Samples.ALICE, requested, stage.now());
    Assessment refused = stage.world.submit().explain(SteppedWorld.MALLORY, requested, stage.now());
    assertThat(stage.faults.calls())
        .containsExactly("policy.current", "policy.current", "store.recordRefusal");
    assertThat(explained).isInstanceOf(Assessment.Fits.class);
    assertThat(stage.submit(SteppedWorld.MALLORY, requested))
        .isEqualTo(new SubmitRequest.Outcome.NotSubmitted(refused));
    assertThat(stage.submit(Samples.ALICE, requested))
        .isInstanceOf(SubmitRequest.Outcome.Submitted.class);
  }

  @Test
  void aRefusedDryRunIsOnRecordOnceADayAndCounted() {
    SubmitRequest submit = stage.world.submit();
    submit.explain(SteppedWorld.MALLORY, requested, stage.now());
    submit.explain(SteppedWorld.MALLORY, requested, stage.now().plusSeconds(60));
    assertThat(stage.world.cases().refusals())
        .extracting(event -> event.details().get("dryRun"))
        .containsExactly("true");
    submit.explain(
        SteppedWorld.MALLORY,
        SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(2)),
        stage.now());
    submit.explain(SteppedWorld.MALLORY, requested, stage.now().plus(Duration.ofDays(1)));
    assertThat(stage.world.cases().refusals()).hasSize(3);
    stage.submit(SteppedWorld.MALLORY, requested);
    assertThat(stage.world.cases().refusals())
        .filteredOn(event -> !event.details().containsKey("dryRun"))
        .hasSize(1);
    for (int i = 1; i < 10; i++) {
      stage.submit(SteppedWorld.MALLORY, requested);
    }
    assertThat(stage.world.cases().refusals())
        .filteredOn(event -> !event.details().containsKey("dryRun"))
        .extracting(event -> event.details().get("count"))
        .containsExactly(null, "10");
  }

  @Test
  void aRefusalIsOnRecordWithTheConditionThatWasNotMet() {
    assertThat(
            stage.submit(Samples.ALICE, SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(5))))
        .isInstanceOf(SubmitRequest.Outcome.NotSubmitted.class);
    AuditEvent event = stage.world.cases().refusals().getFirst();
    assertThat(event.type()).isEqualTo(EventType.REQUEST_REFUSED);
    assertThat(event.actorId()).isEqualTo(Samples.ALICE.id().canonical());
    assertThat(event.details()).containsEntry("entitlement", "orders-table-read");
    assertThat(event.details().get("unmet")).contains("at most 4h");
    assertThat(
            stage.submit(Samples.ALICE, SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(4))))
        .isInstanceOf(SubmitRequest.Outcome.Submitted.class);
    assertThat(stage.world.cases().refusals()).hasSize(1);
  }

  @Test
  void aParameterThatDoesNotMatchNamesItsField() {
    assertThat(invalid(Map.of(new Name("table"), "payments"))).isEqualTo("parameters.table");
    assertThat(invalid(Map.of(new Name("table"), "orders*"))).isEqualTo("parameters.table");
    assertThat(invalid(Map.of())).isEqualTo("parameters.table");
    assertThat(invalid(Map.of(new Name("table"), "orders", new Name("row"), "1")))
        .isEqualTo("parameters.row");
    assertThat(stage.submit(Samples.ALICE, with(Map.of(new Name("table"), "orders-archive"))))
        .isInstanceOf(SubmitRequest.Outcome.Submitted.class);
  }

  /// STS would refuse the document of the whole session.
  @Test
  void aValueThatItsConditionDoesNotTakeIsRefusedBeforeAnythingIsIssued() {
    Permission one =
        stage
            .world
            .policy()
            .load()
            .entitlement(SamplePolicy.READ)
            .orElseThrow()
            .permissions()
            .getFirst();
    stage.world.policy(usual.with(conditioned(one, "IpAddress", "aws:SourceIp", "${table}")));
    assertThat(invalid(Map.of(new Name("table"), "orders"))).isEqualTo("parameters.table");
    stage.world.policy(usual.with(conditioned(one, "Bool", "aws:SecureTransport", "yes")));
    assertThat(invalid(Map.of(new Name("table"), "orders"))).isEqualTo("entitlement");
    stage.world.policy(usual.with(conditioned(one, "StringLike", "aws:userid", "${table}")));
    assertThat(stage.submit(Samples.ALICE, with(Map.of(new Name("table"), "orders"))))
        .isInstanceOf(SubmitRequest.Outcome.Submitted.class);
  }

  private static Entitlement conditioned(Permission of, String operator, String key, String value) {
    Entitlement read = SamplePolicy.usual().load().entitlement(SamplePolicy.READ).orElseThrow();
    return new Entitlement(
        read.name(),
        read.description(),
        read.account(),
        read.target(),
        List.of(
            new Permission(
                of.actions(),
                of.resources(),
                List.of(new Permission.Restriction(operator, key, List.of(value))))),
        read.parameters(),
        read.longest(),
        read.uses());
  }

  /// A call comes at any instant; grants end on whole seconds.
  @Test
  void explainingTakesAnyInstant() {
    Assessment half =
        stage.world.submit().explain(Samples.ALICE, requested, stage.now().plusMillis(500));
    Assessment whole = stage.world.submit().explain(Samples.ALICE, requested, stage.now());
    assertThat(((Assessment.Fits) half).document()).isEqualTo(((Assessment.Fits) whole).document());
  }

  @Test
  void anEntitlementThatIsNotShownIsRefusedInTheSameWordsAsOneThatIsNotThere() {
    RequestedAccess other = SteppedWorld.ask(new Name("nothing-of-that-name"), Duration.ofHours(1));
    String hidden = reasons(SteppedWorld.MALLORY, requested);
    String missing = reasons(Samples.ALICE, other);
    assertThat(hidden.replace("orders-table-read", "X"))
        .isEqualTo(missing.replace("nothing-of-that-name", "X"));
  }

  @Test
  void theSameKeyGivesTheSameRequest() {
    SubmitRequest.Outcome first = submit(Samples.ALICE, requested);
    stage.passMinutes(1);
    SubmitRequest.Outcome second = submit(Samples.ALICE, requested);
    assertThat(first).isInstanceOf(SubmitRequest.Outcome.Submitted.class);
    assertThat(second)
        .isEqualTo(
            new SubmitRequest.Outcome.Repeated(
                ((SubmitRequest.Outcome.Submitted) first).created()));
    assertThat(submit(Samples.DAVE, requested)).isInstanceOf(SubmitRequest.Outcome.Submitted.class);
  }

  @Test
  void theSameKeyWithAnotherAskIsToldSo() {
    submit(Samples.ALICE, requested);
    assertThat(submit(Samples.ALICE, with(Map.of(new Name("table"), "orders-archive"))))
        .isInstanceOf(SubmitRequest.Outcome.KeyReused.class);
    assertThat(submit(Samples.ALICE, SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(9))))
        .isInstanceOf(SubmitRequest.Outcome.KeyReused.class);
    assertThat(submit(Samples.ALICE, requested)).isInstanceOf(SubmitRequest.Outcome.Repeated.class);
  }

  @Test
  void aRepeatedSubmitMeetsItsFirstSelfUnderAPolicyThatNowRefuses() {
    submit(Samples.ALICE, requested);
    stage.world.policy(usual.without(SamplePolicy.ASK_A_LEAD));
    assertThat(submit(Samples.ALICE, requested)).isInstanceOf(SubmitRequest.Outcome.Repeated.class);
    assertThat(stage.world.cases().refusals()).isEmpty();
    assertThat(stage.submit(Samples.ALICE, requested))
        .isInstanceOf(SubmitRequest.Outcome.NotSubmitted.class);
    assertThat(stage.world.cases().refusals()).hasSize(1);
  }

  @Test
  void aRequestForAUseThatIsNotAllowedIsRefused() {
    RequestedAccess wrong =
        new RequestedAccess(
            requested.entitlement(),
            requested.parameters(),
            requested.duration(),
            Use.VERIFICATION,
            requested.ticket(),
            requested.reason());
    assertThat(stage.submit(Samples.ALICE, wrong))
        .isInstanceOf(SubmitRequest.Outcome.NotSubmitted.class);
    assertThat(stage.submit(Samples.ALICE, requested))
        .isInstanceOf(SubmitRequest.Outcome.Submitted.class);
  }

  @Test
  void aDenyBeatsAnAllow() {
    stage.world.policy(
        usual
            .developers(new Rule.Effect.Allow())
            .plus(
                SamplePolicy.rule(
                    new Name("not-long"),
                    Samples.DEVELOPERS,
                    new Rule.Effect.Deny(),
                    new Condition.ForUse(Set.of(Use.INCIDENT)))));
    assertThat(stage.submit(Samples.ALICE, requested))
        .isInstanceOf(SubmitRequest.Outcome.NotSubmitted.class);
    assertThat(stage.submit(OLAF, requested)).isInstanceOf(SubmitRequest.Outcome.Submitted.class);
  }

  private String invalid(Map<Name, String> parameters) {
    return stage.submit(Samples.ALICE, with(parameters))
            instanceof SubmitRequest.Outcome.NotSubmitted(Assessment.Invalid invalid)
        ? invalid.errors().getFirst().field()
        : "";
  }

  private String reasons(Principal who, RequestedAccess what) {
    return stage.submit(who, what)
            instanceof SubmitRequest.Outcome.NotSubmitted(Assessment.Refused refused)
        ? refused.decision().grounds().reasons().stream().map(ReasonText::of).toList()
            + refused.decision().couldApprove().toString()
        : "";
  }

  private SubmitRequest.Outcome submit(Principal who, RequestedAccess what) {
    return stage.world.submit().submit(who, what, KEY, stage.now());
  }

  private RequestedAccess with(Map<Name, String> parameters) {
    return new RequestedAccess(
        requested.entitlement(),
        new TreeMap<>(parameters),
        new AccessDuration(Duration.ofHours(1)),
        requested.use(),
        requested.ticket(),
        requested.reason());
  }
}
