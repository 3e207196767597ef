package dev.tidegate.core.access;

import java.util.Optional;

/// What a verb decides about a case: what is to be written, and what is answered once it is.
///
/// A step is a value, made without a store and without a clock, so that a test of a verb compares
/// it with the step it expects. Only `CaseRunner` writes it. What has to happen outside of the
/// store after the write (credentials, schedules) is no part of a step: its answer says what to do,
/// and the verb does it once the runner has returned.
///
/// @param <T> what the verb answers
public sealed interface Step<T> {
  /// Writes nothing.
  record Answer<T>(T answer) implements Step<T> {}

  /// Writes a change. When another change was first, nothing is written, and the verb decides again
  /// on the case as it is then.
  record Commit<T>(CaseChange change, T answer) implements Step<T> {}

  /// Writes a change unless another one was first; the verb does not decide again.
  ///
  /// @param written the answer when it was written
  /// @param overtaken the answer when it was not
  record CommitOnce<T>(CaseChange change, T written, T overtaken) implements Step<T> {}

  /// Writes a change unless another one was first; the verb decides again on what is there then,
  /// whichever it is. It counts as one attempt.
  record CommitAndContinue<T>(CaseChange change) implements Step<T> {}

  /// Records that somebody was told no.
  ///
  /// @param noted the change that makes it an event of the case, for those who may see that; it is
  ///   tried once, and only for the first of its kind and day. Without it, and whenever it is not
  ///   written, the refusal goes to the person's own record and leaves the case alone
  record Refuse<T>(Refusal refusal, Optional<CaseChange> noted, T answer) implements Step<T> {}
}
