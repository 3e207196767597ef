package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.principal.SourceIdentity;
import java.util.Optional;

/// Tries once what a new session under a grant's name can do. Its session policy allows a single
/// harmless action, and its credentials never leave this port. [AccessProbe] repeats this until a
/// refusal.
public interface SessionProbe {
  /// Makes one attempt, with sessions of this source identity.
  Result attempt(GrantTerms terms, SourceIdentity identity);

  /// Returns what an attempt tries, for the record; empty when it tries nothing.
  default Optional<Tried> tried() {
    return Optional.empty();
  }

  /// What was tried, and in which region: IAM changes do not reach all regions at once.
  ///
  /// @param action the IAM action, such as `sts:GetAccessKeyInfo`
  /// @param region the region of the endpoint
  record Tried(String action, String region) {}

  /// AWS's answer.
  enum Result {
    REFUSED,
    ALLOWED,
    /// Refused to this grant, but to everybody else as well.
    INCONCLUSIVE
  }
}
