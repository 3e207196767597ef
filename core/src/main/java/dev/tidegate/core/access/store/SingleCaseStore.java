package dev.tidegate.core.access.store;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.fault.Fault;
import java.util.Optional;

/// Reads and writes one case at a time, with its events. It is all that an operation needs which is
/// told which case it is about, such as issuing a session. [CaseStore] lists and finds cases, too.
///
/// Every write is one transaction, conditional on the version that it was made from. Failures to
/// reach the store are [Fault]s, which leave the case unchanged or completely changed.
public interface SingleCaseStore {
  /// Reads a case, strongly consistently.
  Optional<AccessCase> load(RequestId id);

  /// Writes a change with its events, list entries, due time, watch item and refusal counter in one
  /// transaction.
  ///
  /// @return false, with nothing written, when the case is no longer at the version that the change
  ///   was made from (a new case: when it exists), or when other writers were in its way. Waits a
  ///   short random time first where that helps the next attempt
  boolean commit(CaseChange change);

  /// Counts a refusal that was recorded before, and records the count when an event is due.
  ///
  /// @return false, with nothing written, when it is the first of its kind and day
  boolean countRefusal(Refusal refusal);

  /// Records a refusal in the chain of the person and the day, or counts it when it was recorded
  /// before. Does not change any case.
  void recordRefusal(Refusal refusal);
}
