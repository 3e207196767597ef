package dev.tidegate.functions.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.broker.SamplePolicy;
import dev.tidegate.core.broker.Samples;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.util.EnumSet;
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
                new Condition.NoLongerThan(new Span(Duration.ofMinutes(90))),
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
  void whoIsInNoGroupOfARuleSeesNothing() {
    assertThat(entitlements(Samples.person("mallory")).raw()).isEqualTo("{\"items\":[]}");
  }

  private Answered entitlements(Principal who) {
    return requests.send(Sent.to("GET /v1/entitlements").as(who)).expect(200);
  }
}
