package dev.tidegate.core.access;

import java.util.Optional;

/// The decision of an operation about a case: what to write, and what to answer once it is written.
///
/// A step is a value, made without a store and without a clock, so that a test of an operation can
/// compare it with the expected step. Only `CaseRunner` writes it. What has to happen outside the
/// store after the write (credentials, schedules) is not part of a step: its answer says what to
/// do, and the operation does it once the runner has returned.
///
/// @param <T> the type of the answer
public sealed interface Step<T> {
  /// Writes nothing.
  record Answer<T>(T answer) implements Step<T> {}

  /// Writes a change. When another change came first, nothing is written, and the operation decides
  /// again about the case as it is then.
  record Commit<T>(CaseChange change, T answer) implements Step<T> {}

  /// Writes a change unless another one came first; the operation does not decide again.
  ///
  /// @param written the answer when it was written
  /// @param overtaken the answer when it was not
  record CommitOnce<T>(CaseChange change, T written, T overtaken) implements Step<T> {}

  /// Writes a change unless another one came first; in either case, the operation decides again
  /// about the result. Counts as one attempt.
  record CommitAndContinue<T>(CaseChange change) implements Step<T> {}

  /// Records a refusal.
  ///
  /// @param noted the change that records it in the case, for callers who may see it; it is tried
  ///   once, and only for the first of its kind and day. Otherwise the refusal goes to the person's
  ///   own record and does not change the case
  record Refuse<T>(Refusal refusal, Optional<CaseChange> noted, T answer) implements Step<T> {}
}
