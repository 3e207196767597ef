package dev.tidegate.functions.checks;

import dev.tidegate.core.principal.Actor;

/// Has the function `audit` begin a check.
public interface CheckStarter {
  /// Queues a check of that id, which `by` asked for.
  void start(String run, Actor.Person by);
}
