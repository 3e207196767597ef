package dev.tidegate.adapters.policydoc;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Seeded random entitlements about tables that an AWS has, so that what they come to can be tried
/// there. The same seed makes the same one.
final class RandomEntitlements {
  static final List<String> TABLES = List.of("orders", "orders2", "payments");
  static final List<String> ACTIONS =
      List.of(
          "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable");

  private static final String TABLE = "arn:${partition}:dynamodb:${region}:${account}:table/";
  private static final List<String> NAMES =
      List.of(
          "dynamodb:GetItem",
          "DynamoDB:getitem",
          "dynamodb:Get*",
          "dynamodb:PutItem",
          "dynamodb:De*",
          "dynamodb:DeleteItem",
          "sqs:SendMessage");
  private static final List<String> RESOURCES =
      List.of(
          TABLE + "orders",
          TABLE + "orders?",
          TABLE + "o*",
          TABLE + "${table}",
          TABLE + "${table}*",
          "arn:aws:dynamodb:*:${account}:table/payments",
          "arn:aws:sqs:${region}:${account}:orders",
          "*");

  private RandomEntitlements() {}

  /// Returns the permissions of an entitlement, with a parameter filled in.
  static List<Permission> permissions(long seed, String account, String region) {
    Random random = new Random(seed);
    List<Permission> permissions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      permissions.add(
          new Permission(some(random, NAMES), some(random, RESOURCES), conditions(random)));
    }
    Entitlement entitlement =
        new Entitlement(
            new Name("e"),
            "Seed " + seed,
            new Account(new Name("a"), account, "aws", region, "tide-1", Map.of()),
            new Target.AccessRole("TidegateAccess"),
            permissions,
            Map.of(),
            AccessDuration.parse("1h").orElseThrow(),
            Set.of());
    return entitlement.filled(Map.of(new Name("table"), pick(random, TABLES)));
  }

  /// None, one that holds for the sessions of the test, or one that does not.
  private static List<Permission.Restriction> conditions(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> List.of(new Permission.Restriction("StringLike", "aws:userid", List.of("*:g-1")));
      case 1 -> List.of(new Permission.Restriction("StringLike", "aws:userid", List.of("*:g-2")));
      default -> List.of();
    };
  }

  private static List<String> some(Random random, List<String> from) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      all.add(pick(random, from));
    }
    return all;
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
