package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantTerms;

/// Puts temporary policies on roles that are tagged as eligible.
public interface TemporaryPolicies {
  /// Attaches `document` under the grant's name; attaching it twice leaves one.
  void attach(GrantTerms terms, String document);
}
