package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes accounts and targets within items, with everything that ending a grant needs.
final class AccountItems {
  private static final String SESSION = "session";
  private static final String POLICY = "policy";
  private static final String POLICIES = "policies";
  private static final String UNIT = "unit";

  private AccountItems() {}

  static Map<String, AttributeValue> write(Account account) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("name", AttributeValues.text(account.name().text()));
    map.put("id", AttributeValues.text(account.id()));
    map.put("partition", AttributeValues.text(account.partition()));
    map.put("region", AttributeValues.text(account.region()));
    map.put("externalId", AttributeValues.text(account.externalId()));
    map.put("labels", AttributeValues.texts(account.labels()));
    account.unit().ifPresent(unit -> map.put(UNIT, AttributeValues.text(unit)));
    return map;
  }

  /// Reads an account. Items from before units were stored have none, even where the policy file
  /// had one.
  static Account account(Item map) {
    return new Account(
        new Name(map.text("name")),
        map.text("id"),
        map.text("partition"),
        map.text("region"),
        map.text("externalId"),
        map.textMap("labels"),
        map.maybeText(UNIT));
  }

  static Map<String, AttributeValue> write(Target target) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("role", AttributeValues.text(target.roleName()));
    switch (target) {
      case Target.AccessRole(_, List<String> policies) -> {
        map.put("kind", AttributeValues.text(SESSION));
        if (!policies.isEmpty()) {
          map.put(POLICIES, AttributeValues.texts(policies));
        }
      }
      case Target.ExistingRole _ -> map.put("kind", AttributeValues.text(POLICY));
    }
    return map;
  }

  static Target target(Item map) {
    return switch (map.text("kind")) {
      case SESSION -> new Target.AccessRole(map.text("role"), map.maybeTexts(POLICIES));
      case POLICY -> new Target.ExistingRole(map.text("role"));
      case String other -> throw map.broken("kind", "'" + other + "' is not known here");
    };
  }
}
