package dev.tidegate.core.broker;

import dev.tidegate.core.grant.Terms;
import dev.tidegate.core.principal.SourceIdentity;

/// Tries, once, what a fresh session under a grant's name can do. Its session policy allows nothing
/// but one harmless action, and nothing of it leaves this port.
public interface SessionProbe {
  /// Tries, with sessions of this source identity.
  Result attempt(Terms terms, SourceIdentity identity);

  /// What AWS said.
  enum Result {
    REFUSED,
    ALLOWED,
    /// Refused to this grant, but to anybody else as well.
    INCONCLUSIVE
  }
}
