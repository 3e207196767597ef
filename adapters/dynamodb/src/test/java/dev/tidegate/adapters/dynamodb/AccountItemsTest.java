package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

  static List<Account> accounts() {
    return List.of(account(Optional.empty()), account(Optional.of("/prod/orders")));
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void anAccountIsReadAsItWasWritten(Account account) {
    assertThat(AccountItems.account(Item.of(AccountItems.write(account)))).isEqualTo(account);
  }

  @Test
  void anAccountWithoutAUnitIsWrittenAsBefore() {
    assertThat(AccountItems.write(account(Optional.empty())))
        .containsOnlyKeys("name", "id", "partition", "region", "externalId", "labels");
  }

  @Test
  void anAccountFromBeforeUnitsWereStoredIsReadWithoutOne() {
    Map<String, AttributeValue> before =
        new HashMap<>(AccountItems.write(account(Optional.of("/prod/orders"))));
    before.remove("unit");

    assertThat(AccountItems.account(Item.of(before))).isEqualTo(account(Optional.empty()));
  }

  private static Account account(Optional<String> unit) {
    return new Account(
        new Name("orders-prod"),
        "222222222222",
        "aws",
        "eu-central-1",
        "tidegate:orders/prod",
        Map.of("team", "orders"),
        unit);
  }

  @Test
  void aTargetFromBeforeThereWereManagedPoliciesHasNone() {
    assertThat(AccountItems.write(new Target.AccessRole("TidegateAccess")))
        .containsOnlyKeys("kind", "role");
  }
}
