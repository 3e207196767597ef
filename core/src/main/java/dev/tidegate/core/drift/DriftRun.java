package dev.tidegate.core.drift;

import java.time.Instant;
import java.util.Optional;

/// One check of all accounts, as far as it has come. It may take several invocations of a function;
/// one that dies is taken up after the last account that was written down.
///
/// @param version counts the writes; it is only written over the version it was made from
/// @param invocations how many have worked on it
/// @param after id of the last account that is done; accounts are taken in the order of their ids
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

  /// What has been found so far.
  ///
  /// @param held policies of Tidegate's
  /// @param grants that are not Ended, and Ended ones whose cut stands, as the check began
  /// @param differences unreachable accounts and changes among them
  /// @param removals policies that are to be removed
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
