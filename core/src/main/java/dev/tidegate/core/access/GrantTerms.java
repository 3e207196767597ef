package dev.tidegate.core.access;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a grant is for, fixed when it is made. Ending it needs nothing else: no policy, no
/// directory.
///
/// Both instants are whole seconds, since a policy's date conditions are.
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

  /// Says whether it begins later than now.
  public boolean ahead(Instant now) {
    return now.isBefore(startsAt);
  }

  /// Says whether time is up.
  public boolean over(Instant now) {
    return !now.isBefore(endsAt);
  }
}
