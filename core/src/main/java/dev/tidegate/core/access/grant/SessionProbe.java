package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.principal.SourceIdentity;
import java.util.Optional;

/// Tries, once, what a fresh session under a grant's name can do. Its session policy allows nothing
/// but one harmless action, and nothing of it leaves this port.
public interface SessionProbe {
  /// Tries, with sessions of this source identity.
  Result attempt(GrantTerms terms, SourceIdentity identity);

  /// Returns what an attempt tries, for the record; nothing when this cannot try anything.
  default Optional<Tried> tried() {
    return Optional.empty();
  }

  /// What was tried, and where: IAM's changes do not arrive in every region at once.
  ///
  /// @param action of IAM, such as `sts:GetAccessKeyInfo`
  /// @param region whose endpoint was asked
  record Tried(String action, String region) {}

  /// What AWS said.
  enum Result {
    REFUSED,
    ALLOWED,
    /// Refused to this grant, but to anybody else as well.
    INCONCLUSIVE
  }
}
