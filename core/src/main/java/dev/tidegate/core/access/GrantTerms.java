package dev.tidegate.core.access;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The terms of a grant, fixed when it is created. Ending it needs nothing else, neither the policy
/// nor a directory.
///
/// Both instants are whole seconds, as in date conditions of policies.
public record GrantTerms(
    GrantId id, Account account, Target target, Instant startsAt, Instant endsAt) {
  public GrantTerms {
    if (!startsAt.equals(startsAt.truncatedTo(ChronoUnit.SECONDS))
        || !endsAt.equals(endsAt.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("a grant begins and ends at whole seconds");
    }
    if (!startsAt.isBefore(endsAt)) {
      throw new IllegalArgumentException("a grant ends after it begins");
    }
  }

  /// Returns whether its start is in the future.
  public boolean ahead(Instant now) {
    return now.isBefore(startsAt);
  }

  /// Returns whether its time is up.
  public boolean over(Instant now) {
    return !now.isBefore(endsAt);
  }
}
