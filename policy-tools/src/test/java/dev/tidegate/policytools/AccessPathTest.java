package dev.tidegate.policytools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.SampleDecisions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessPathTest {
  private final Policy policy = SampleDecisions.everything();
  private final Entitlement read = policy.entitlements().iterator().next();

  @Test
  void aWayNamesEveryConditionThatIsNoLimitAndNotOfTheAccount() {
    assertThat(AccessPath.of(policy, SampleDecisions.alice(), read))
        .extracting(AccessPath::toString)
        .containsExactly(
            "approved by 1 of dev-leads, at most 1h30m, for incident, with a start at most 4h"
                + " ahead; a ticket that matches OPS-[0-9]+; 09:00 to 18:00 Mon in UTC; a sign-in"
                + " with a second factor; a sign-in with a second factor at most 1h30m ago; a call"
                + " from 10.0.0.0/8 or 192.0.2.0/24; being on call by the claim oncall (billing,"
                + " orders); being on call by group (dev, sre); being on call by the rota orders;"
                + " not: at most 1h30m and a start at most 4h ahead and a ticket that matches"
                + " OPS-[0-9]+ and 09:00 to 18:00 Mon in UTC and a sign-in with a second factor and"
                + " a sign-in with a second factor at most 1h30m ago and a call from 10.0.0.0/8 or"
                + " 192.0.2.0/24 and being on call by the claim oncall (billing, orders) and being"
                + " on call by group (dev, sre) and being on call by the rota orders (freeze)");
  }

  @Test
  void atAnInstantWhatIsAboutTimeIsNoLongerNamed() {
    assertThat(
            AccessPath.of(
                policy, SampleDecisions.alice(), read, Instant.parse("2026-03-02T10:00:00Z")))
        .extracting(AccessPath::toString)
        .containsExactly(
            "approved by 1 of dev-leads, at most 1h30m, for incident, with a start at most 4h"
                + " ahead; a ticket that matches OPS-[0-9]+; a sign-in with a second factor; a"
                + " sign-in with a second factor at most 1h30m ago; a call from 10.0.0.0/8 or"
                + " 192.0.2.0/24; being on call by the claim oncall (billing, orders); being on"
                + " call by group (dev, sre); not: at most 1h30m and a start at most 4h ahead and a"
                + " ticket that matches OPS-[0-9]+ and a sign-in with a second factor and a sign-in"
                + " with a second factor at most 1h30m ago and a call from 10.0.0.0/8 or"
                + " 192.0.2.0/24 and being on call by the claim oncall (billing, orders) and being"
                + " on call by group (dev, sre) (freeze)");
    assertThat(
            AccessPath.of(
                policy, SampleDecisions.alice(), read, Instant.parse("2026-03-02T20:00:00Z")))
        .isEmpty();
  }
}
