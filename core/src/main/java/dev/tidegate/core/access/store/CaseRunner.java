package dev.tidegate.core.access.store;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.fault.Fault;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs operations: loads the case, lets the operation decide, writes the [Step], and repeats this
/// when another change came first. Operations themselves write nothing.
///
/// ```java
/// public Outcome withdraw(Principal person, RequestId id, Instant now) {
///   return runner.onRequest(
///       id, current -> decide(current, person, now), new Outcome.NotFound());
/// }
///
/// Step<Outcome> decide(AccessCase current, Principal person, Instant now) {
///   ...
///   return new Step.Commit<>(change, new Outcome.Done(change.after(), false));
/// }
/// ```
///
/// What has to happen outside the store after the write is done by the operation with the answer,
/// so that it happens once, however often the operation had to decide:
///
/// ```java
/// return switch (runner.onGrant(id, (current, grant) -> decide(current, grant, now), nothing)) {
///   case Next.Issue(SessionSpec spec) -> issuer.issue(spec);
///   case Next.Answered(Outcome outcome) -> outcome;
/// };
/// ```
///
/// [Retry] limits the attempts before a [Fault.Kind#BUSY]. Each attempt costs what the operation
/// reads, and at most one transaction.
public final class CaseRunner {
  private final SingleCaseStore store;
  private final boolean patient;

  /// Creates a runner for what functions do by themselves, and for requests that anybody may make.
  public CaseRunner(SingleCaseStore store) {
    this(store, false);
  }

  private CaseRunner(SingleCaseStore store, boolean patient) {
    this.store = store;
    this.patient = patient;
  }

  /// Returns a runner for answers of approvers, revokes and withdrawals, which must not lose
  /// against other changes. It makes several times as many attempts as others on the same case.
  public static CaseRunner patient(SingleCaseStore store) {
    return new CaseRunner(store, true);
  }

  /// Runs a decision about a request.
  ///
  /// @param notFound the answer when there is no such request
  public <T> T onRequest(RequestId id, Function<AccessCase, Step<T>> decide, T notFound) {
    return run(() -> store.load(id).map(decide).orElseGet(() -> new Step.Answer<>(notFound)));
  }

  /// Runs a decision about a grant.
  ///
  /// @param notFound the answer when there is no such request, or it has no grant
  public <T> T onGrant(GrantId id, BiFunction<AccessCase, Grant, Step<T>> decide, T notFound) {
    return onRequest(
        id.request(),
        current ->
            current
                .grant()
                .map(grant -> decide.apply(current, grant))
                .orElseGet(() -> new Step.Answer<>(notFound)),
        notFound);
  }

  /// Runs a decision of an operation that finds its case by itself.
  ///
  /// @param attempt reads and decides; called for each attempt
  public <T> T run(Supplier<Step<T>> attempt) {
    return patient
        ? Retry.first(() -> write(attempt.get()))
        : Retry.onConflict(() -> write(attempt.get()));
  }

  /// Runs a step that may create a case. If a case with that id already exists, `existing` gives
  /// the answer.
  public <T> T create(Step<T> step, Function<AccessCase, T> existing) {
    Optional<T> answer = write(step);
    if (answer.isPresent() || !(step instanceof Step.Commit<T>(CaseChange change, T _))) {
      return answer.orElseThrow();
    }
    RequestId id = change.after().id();
    return store
        .load(id)
        .map(existing)
        .orElseThrow(() -> new Fault(Fault.Kind.BUSY, "the new request " + id + " met a conflict"));
  }

  /// Returns the answer of a step without writing its change; refusals are still recorded.
  public <T> T dryRun(Step<T> step) {
    return switch (step) {
      case Step.Commit<T>(CaseChange _, T answer) -> answer;
      case Step.CommitOnce<T>(CaseChange _, T written, T _) -> written;
      case Step.CommitAndContinue<T> _ ->
          throw new IllegalArgumentException("it answers nothing before it is written");
      case Step.Answer<T> _, Step.Refuse<T> _ -> write(step).orElseThrow();
    };
  }

  /// Writes a step; empty means that the operation has to decide again.
  private <T> Optional<T> write(Step<T> step) {
    return switch (step) {
      case Step.Answer<T>(T answer) -> Optional.of(answer);
      case Step.Commit<T>(CaseChange change, T answer) ->
          store.commit(change) ? Optional.of(answer) : Optional.empty();
      case Step.CommitOnce<T>(CaseChange change, T written, T overtaken) ->
          Optional.of(store.commit(change) ? written : overtaken);
      case Step.CommitAndContinue<T>(CaseChange change) -> {
        store.commit(change);
        yield Optional.empty();
      }
      case Step.Refuse<T> refused -> {
        record(refused);
        yield Optional.of(refused.answer());
      }
    };
  }

  private void record(Step.Refuse<?> refused) {
    if (refused.noted().isEmpty()
        || (!store.countRefusal(refused.refusal()) && !store.commit(refused.noted().get()))) {
      store.recordRefusal(refused.refusal());
    }
  }
}
