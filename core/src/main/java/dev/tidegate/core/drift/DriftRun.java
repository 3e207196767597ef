package dev.tidegate.core.drift;

import java.time.Instant;
import java.util.Optional;

/// The progress of one check of all accounts, which may take several invocations. After a crash,
/// the next one continues after the last account that was recorded.
///
/// @param version counts the writes; each write is conditional on the previous version
/// @param invocations the number of invocations so far
/// @param after the id of the last finished account; accounts are checked in the order of their ids
public record DriftRun(
    String id,
    long version,
    Instant began,
    int invocations,
    Optional<String> after,
    Totals totals,
    boolean finished) {
  public DriftRun {
    StrayRemoval.RUN.require("run", id);
  }

  /// The totals so far.
  ///
  /// @param held the number of Tidegate's policies
  /// @param grants the number of grants that are not Ended, or whose Deny stands, when the check
  ///   began
  /// @param differences the number of differences, including unreachable accounts and changes
  /// @param removals the number of policies to remove
  public record Totals(
      int accounts, int held, int grants, int differences, int removals, int unreachable) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);
  }

  static DriftRun begun(String id, Instant now) {
    return new DriftRun(id, 0, now, 0, Optional.empty(), Totals.NONE, false);
  }

  DriftRun nextInvocation() {
    return new DriftRun(id, version + 1, began, invocations + 1, after, totals, finished);
  }

  DriftRun upTo(String account, Totals now) {
    return new DriftRun(id, version + 1, began, invocations, Optional.of(account), now, finished);
  }

  DriftRun finish() {
    return new DriftRun(id, version + 1, began, invocations, after, totals, true);
  }
}
