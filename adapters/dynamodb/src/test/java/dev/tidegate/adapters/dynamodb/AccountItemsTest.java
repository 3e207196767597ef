package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountItemsTest {
  static List<Target> targets() {
    return List.of(
        new Target.AccessRole("TidegateAccess"),
        new Target.AccessRole(
            "TidegateAccess", List.of("arn:aws:iam::aws:policy/b", "arn:aws:iam::aws:policy/a")),
        new Target.ExistingRole("ci"));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aTargetIsReadAsItWasWritten(Target target) {
    assertThat(AccountItems.target(Item.of(AccountItems.write(target)))).isEqualTo(target);
  }

  @Test
  void aTargetFromBeforeThereWereManagedPoliciesHasNone() {
    assertThat(AccountItems.write(new Target.AccessRole("TidegateAccess")))
        .containsOnlyKeys("kind", "role");
  }
}
