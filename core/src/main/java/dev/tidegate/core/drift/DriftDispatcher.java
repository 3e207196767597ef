package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;

/// Hands what a check found to the functions that can do something about it; it may arrive twice,
/// or late.
public interface DriftDispatcher {
  /// Has a policy removed, if it still is one that nothing needs.
  void remove(StrayRemoval removal);

  /// Has a grant ended, or its ending finished.
  void end(GrantId grant);

  /// Has the cut of an Ended grant put back, if it still has to stand.
  void putBack(String run, GrantId grant);

  /// Has a check go on in another invocation.
  void goOn(String run);
}
