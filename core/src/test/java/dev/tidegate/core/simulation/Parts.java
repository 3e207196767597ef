package dev.tidegate.core.simulation;

import dev.tidegate.core.access.CaseChange;
import org.jspecify.annotations.Nullable;

/// Passes on what happens to those who are only there once the world is.
final class Parts {
  private @Nullable Checks checks;
  private @Nullable Functions functions;

  void set(Checks toCheck, Functions toCall) {
    checks = toCheck;
    functions = toCall;
  }

  void saw(CaseChange change) {
    if (checks != null && functions != null) {
      checks.saw(change);
      functions.saw(change);
    }
  }

  void arrived(String call) {
    if (functions != null) {
      functions.arrived(call);
    }
  }
}
