package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantTerms;

/// Attaches temporary policies to roles that are tagged as eligible. [SessionRevoker#detach]
/// removes them.
public interface TemporaryPolicies {
  /// Attaches `document` under the grant's name. Idempotent.
  void attach(GrantTerms terms, String document);
}
