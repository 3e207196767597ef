package dev.tidegate.adapters.lambda;

import java.util.List;

/// Runs, while a function starts, what its first call would otherwise wait for: classes are loaded,
/// the policy is parsed, clients are warm. With SnapStart all of it is in the snapshot [AWS: Lambda
/// DG, SnapStart performance tuning].
///
/// A step that fails is logged and changes nothing: the first call does it again.
public final class Priming {
  private Priming() {}

  /// Runs the steps in their order.
  public static void run(Log log, List<Runnable> steps) {
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException failure) {
        log.warn("priming failed").with(failure).write();
      }
    }
  }
}
