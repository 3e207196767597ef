package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;

/// What a condition looks at: who asks for what, in which account, and when that is decided.
///
/// @param now when it is decided: at the submission, again at an approval, again at a start that
///   was ahead, again at each issue
/// @param had how long the grants are together that this one continues
public record DecisionContext(
    Principal requester, RequestedAccess ask, Account account, Instant now, Duration had) {
  /// A situation in which nothing is continued.
  public DecisionContext(Principal requester, RequestedAccess ask, Account account, Instant now) {
    this(requester, ask, account, now, Duration.ZERO);
  }

  /// Returns the moment that access is about: the asked start while it lies ahead, else now.
  public Instant begins() {
    return ask.begins(now);
  }
}
