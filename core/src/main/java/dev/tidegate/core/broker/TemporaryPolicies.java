package dev.tidegate.core.broker;

import dev.tidegate.core.grant.Terms;

/// Puts temporary policies on roles that are tagged as eligible.
public interface TemporaryPolicies {
  /// Attaches `document` under the grant's name; attaching it twice leaves one.
  void attach(Terms terms, String document);
}
