package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;

/// The input of conditions: the requester, the requested access, the account, and the time of the
/// decision.
///
/// @param now the time of the decision: at the submission, and again at each approval, at a later
///   start, and at each issue of a session
/// @param had the total duration of the grants that this one continues
public record DecisionContext(
    Principal requester, RequestedAccess ask, Account account, Instant now, Duration had) {
  /// Creates a context in which nothing is continued.
  public DecisionContext(Principal requester, RequestedAccess ask, Account account, Instant now) {
    this(requester, ask, account, now, Duration.ZERO);
  }

  /// Returns when access would begin: the requested start if it is in the future, otherwise now.
  public Instant begins() {
    return ask.begins(now);
  }
}
