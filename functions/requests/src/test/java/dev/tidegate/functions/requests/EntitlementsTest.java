package dev.tidegate.functions.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EntitlementsTest {
  private final Requests requests = new Requests();

  @Test
  void whatMayBeAskedForIsShownWithItsRules() {
    requests.policy =
        SamplePolicy.usual()
            .withoutEntitlement(SamplePolicy.DEPLOY)
            .developers(
                SamplePolicy.approval(
                    SamplePolicy.set("leads", 1, Samples.LEADS),
                    SamplePolicy.set("two", 2, Samples.LEADS, Samples.OPERATIONS)),
                new Condition.NoLongerThan(new AccessDuration(Duration.ofMinutes(90))),
                new Condition.ForUse(EnumSet.of(Use.INCIDENT, Use.VERIFICATION)),
                new Condition.TicketLike(Pattern.compile("OPS-\\d+")));

    assertThat(entitlements(Samples.ALICE).raw())
        .isEqualTo(
            """
            {"items":[{"entitlement":"orders-table-read","account":"orders-prod",\
            "description":"works with one table","kind":"session",\
            "parameters":[{"name":"table","description":"the table",\
            "expected":"orders(-[a-z]+)?"}],\
            "rules":[{"rule":"orders-dev","ticket":"OPS-\\\\d+","longest":"1h30m",\
            "uses":["incident"],\
            "approvals":[{"name":"leads","groups":["orders-leads"],"needed":1},\
            {"name":"two","groups":["operations","orders-leads"],"needed":2}]}]}]}\
            """);
  }

  @Test
  void aRuleThatAllowsAtOnceNeedsNoApprovals() {
    Answered answered = entitlements(Samples.person("olga", Samples.OPERATIONS));

    assertThat(answered.text("items.0.kind")).isEqualTo("temporary-policy");
    assertThat(answered.text("items.1.rules.0.rule")).isEqualTo("operations");
    assertThat(answered.text("items.1.rules.0.approvals")).isEqualTo("[]");
    assertThat(answered.text("items.1.rules.0.longest")).isEqualTo("4h");
    assertThat(answered.raw()).doesNotContain("orders-dev").doesNotContain("orders-leads");
  }

  @Test
  void whatAGuardrailDemandsIsShownWithTheRule() {
    requests.policy =
        SamplePolicy.usual()
            .guarded(
                new Guardrail.Approval.Always(
                    List.of(SamplePolicy.set("security", 1, Samples.SECURITY))),
                new Condition.NoLongerThan(new AccessDuration(Duration.ofMinutes(90))),
                new SecondFactor(Optional.empty()));
    Answered answered = entitlements(Samples.person("olga", Samples.OPERATIONS));

    assertThat(answered.text("items.1.rules.0.rule")).isEqualTo("operations");
    assertThat(answered.text("items.1.rules.0.longest")).isEqualTo("1h30m");
    assertThat(answered.text("items.1.rules.0.approvals.0.name")).isEqualTo("security");
    assertThat(answered.text("items.1.rules.0.conditions.0.condition")).isEqualTo("mfa");

    requests.policy = SamplePolicy.usual().guarded(new Guardrail.Approval.Always(List.of()));
    assertThat(entitlements(Samples.person("olga", Samples.OPERATIONS)).text("items.1.rules"))
        .isEqualTo("[]");
  }

  @Test
  void whoIsInNoGroupOfARuleSeesNothing() {
    assertThat(entitlements(Samples.person("mallory")).raw()).isEqualTo("{\"items\":[]}");
  }

  @Test
  void whatADenyTakesAwayIsMarkedWithTheRuleAndWhen() {
    requests.policy =
        SamplePolicy.usual()
            .withoutEntitlement(SamplePolicy.DEPLOY)
            .plus(deny("always"))
            .plus(deny("hotfixes", new Condition.ForUse(EnumSet.of(Use.HOTFIX))))
            .plus(
                deny("ours", new Condition.AccountLabels(new TreeMap<>(Map.of("team", "orders")))))
            .plus(deny("theirs", new Condition.AccountLabels(new TreeMap<>(Map.of("team", "x")))))
            .plus(deny("elsewhere", new Condition.InUnit("/elsewhere")))
            .plus(
                SamplePolicy.rule(new Name("others"), new Group("others"), new Rule.Effect.Deny()));

    assertThat(entitlements(Samples.ALICE).at("items.0.denied"))
        .isEqualTo(
            List.of(
                Map.of("rule", "always"),
                Map.of(
                    "rule",
                    "hotfixes",
                    "conditions",
                    List.of(Map.of("condition", "use", "expected", "one of hotfix"))),
                Map.of("rule", "ours")));
    requests.policy = SamplePolicy.usual();
    assertThat(entitlements(Samples.ALICE).raw()).doesNotContain("denied");
  }

  private static Rule deny(String name, Condition... conditions) {
    return SamplePolicy.rule(
        new Name(name), Samples.DEVELOPERS, new Rule.Effect.Deny(), conditions);
  }

  private Answered entitlements(Principal who) {
    return requests.send(Sent.to("GET /v1/entitlements").as(who)).expect(200);
  }
}
