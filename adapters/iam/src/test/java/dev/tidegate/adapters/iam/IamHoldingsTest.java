package dev.tidegate.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.broker.Holdings.Held;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IamHoldingsTest {
  private final FakeIam iam = new FakeIam();
  private final FakeSts sts = new FakeSts();
  private final IamHoldings holdings = new IamHoldings(sts, iam);

  @Test
  void only_names_of_tidegate_s_are_listed_and_from_every_page() {
    iam.role("ci");
    for (int i = 0; i < 10; i++) {
      iam.policies("ci").put("Tidegate-" + Given.grant(i), "{}");
      iam.policies("ci").put("TidegateDeny-" + Given.grant(i), "{}");
      iam.policies("ci").put("own" + i, "{}");
    }
    iam.policies("ci").put("TidegateCut", "{}");
    iam.policies("ci").put("TidegateCutter", "{}");
    iam.policies("ci").put("TidegateX-1", "{}");

    List<Held> held = holdings.of(Given.account("222222222222"), roles("ci"));

    assertThat(held)
        .hasSize(21)
        .contains(
            new Held("ci", "TidegateCut"),
            new Held("ci", "Tidegate-" + Given.grant(9)),
            new Held("ci", "TidegateDeny-" + Given.grant(9)));
    assertThat(iam.calls).hasSize(11);
  }

  @Test
  void a_role_that_does_not_exist_holds_nothing() {
    iam.role("ci");
    iam.policies("ci").put("TidegateCut", "{}");

    assertThat(holdings.of(Given.account("222222222222"), roles("gone", "ci")))
        .containsExactly(new Held("ci", "TidegateCut"));
  }

  @Test
  void an_account_that_cannot_be_reached_is_a_fault() {
    sts.refuses = true;

    assertThatThrownBy(() -> holdings.of(Given.account("222222222222"), roles("ci")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("TidegateObserver");
  }

  @Test
  void each_account_is_asked_with_its_own_role_and_external_id() {
    iam.role("ci");
    for (int i = 0; i < 100; i++) {
      holdings.of(Given.account("%012d".formatted(i)), roles("ci"));
    }
    holdings.of(Given.account("%012d".formatted(99)), roles("ci"));

    assertThat(sts.calls).as("the last one is still known").hasSize(100);
    assertThat(iam.keys)
        .hasSize(100)
        .contains("key of arn:aws:iam::000000000042:role/TidegateObserver");
    assertThat(sts.calls.get(42).externalId()).isEqualTo("an-external-id-of-000000000042");
  }

  private static TreeSet<String> roles(String... names) {
    return new TreeSet<>(List.of(names));
  }
}
