package dev.tidegate.functions.checks;

import dev.tidegate.core.principal.Actor;

/// Starts drift checks by the function `audit`.
public interface CheckStarter {
  /// Queues a check with this id for the person who requested it.
  void start(String run, Actor.Person by);
}
