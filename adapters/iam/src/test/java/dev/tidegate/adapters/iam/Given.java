package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Target;
import java.time.Instant;
import java.util.Map;

/// What the tests of this package are about.
final class Given {
  static final Instant END = Instant.parse("2026-11-20T10:00:00Z");

  private Given() {}

  static Account account(String id) {
    return new Account(
        new Name("a" + id), id, "aws", "eu-central-1", "an-external-id-of-" + id, Map.of());
  }

  static GrantId grant(int number) {
    return new GrantId("g-%016d".formatted(number));
  }

  static GrantTerms session(int number) {
    return terms(number, new Target.AccessRole("TidegateAccess"));
  }

  static GrantTerms temporary(int number) {
    return temporary(number, "ci");
  }

  static GrantTerms temporary(int number, String role) {
    return terms(number, new Target.ExistingRole(role));
  }

  private static GrantTerms terms(int number, Target target) {
    return new GrantTerms(
        grant(number), account("222222222222"), target, END.minusSeconds(3600), END);
  }
}
