package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantId;

/// Hands a grant to the function that starts or ends grants; it may arrive twice, or late.
public interface GrantDispatcher {
  /// Has the grant started.
  void start(GrantId grant);

  /// Has the grant ended, or its ending finished.
  void end(GrantId grant);
}
