package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.Optional;

/// Records an approver's answer. When the quorum is met, the same transaction makes the request
/// Approved and its Grant Scheduled. [ReviewDecision] decides.
public final class ReviewRequest {
  private final CaseRunner runner;
  private final ReviewDecision decision;
  private final Visibility visibility;

  public ReviewRequest(
      CaseStore store, PolicySource policies, PolicyDocuments documents, Visibility visibility) {
    this.runner = CaseRunner.patient(store);
    this.decision = new ReviewDecision(policies, documents);
    this.visibility = visibility;
  }

  /// An answer to exactly the request with this hash.
  public record Answer(RequestId request, String hash, Verdict verdict, Optional<String> comment) {}

  /// The result of [#review].
  public sealed interface Outcome {
    /// The answer is recorded.
    record Recorded(AccessCase now) implements Outcome {}

    /// The same person gave the same answer before.
    record Repeated(AccessCase now) implements Outcome {}

    /// There is no such request, or the person may not see it.
    record NotFound() implements Outcome {}

    /// The person may not answer it.
    record NotYours(String why) implements Outcome {}

    /// It was already answered, or it is too late.
    record WrongState(AccessCase now) implements Outcome {}

    /// The answer is about something else than what was requested.
    record HashMismatch(String current) implements Outcome {}

    /// The policy in force refuses, or no longer gives what was requested.
    record PolicySaysNo(Assessment why) implements Outcome {}
  }

  /// Records the answer of `reviewer`.
  public Outcome review(Principal reviewer, Answer answer, Instant now) {
    Caller caller = new Caller(reviewer, visibility);
    return runner.onRequest(
        answer.request(),
        current -> decision.decide(current, caller, answer, now),
        new Outcome.NotFound());
  }
}
