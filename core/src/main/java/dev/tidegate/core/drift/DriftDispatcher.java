package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;

/// Hands corrections to the functions that can make them. Delivery may be late or repeated.
public interface DriftDispatcher {
  /// Requests the removal of a policy, if it is still unneeded.
  void remove(StrayRemoval removal);

  /// Requests the end of a grant, or the completion of its end.
  void end(GrantId grant);

  /// Requests that the Deny of an Ended grant is restored, if it is still needed.
  void putBack(String run, GrantId grant);

  /// Continues a check in another invocation.
  void goOn(String run);
}
