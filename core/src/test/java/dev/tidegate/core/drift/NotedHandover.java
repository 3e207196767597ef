package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;
import java.util.ArrayList;
import java.util.List;

/// Remembers what was handed over.
public final class NotedHandover implements DriftDispatcher {
  public final List<StrayRemoval> removals = new ArrayList<>();
  public final List<GrantId> ended = new ArrayList<>();
  public final List<GrantId> putBack = new ArrayList<>();
  public final List<String> goneOn = new ArrayList<>();

  /// Runs before each.
  public Runnable before = () -> {};

  @Override
  public void remove(StrayRemoval removal) {
    before.run();
    removals.add(removal);
  }

  @Override
  public void end(GrantId grant) {
    before.run();
    ended.add(grant);
  }

  @Override
  public void putBack(String run, GrantId grant) {
    before.run();
    putBack.add(grant);
  }

  @Override
  public void goOn(String run) {
    before.run();
    goneOn.add(run);
  }
}
