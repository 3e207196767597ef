package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantId;

/// Hands grants to the functions that start and end them. Delivery may be late or repeated.
public interface GrantDispatcher {
  /// Requests the start of a grant.
  void start(GrantId grant);

  /// Requests the end of a grant, or the completion of its end.
  void end(GrantId grant);
}
