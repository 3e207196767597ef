package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Submits a request, or assesses it without submitting it. [SubmissionDecision] decides in both
/// cases; only a submission writes the result.
///
/// Takes one read (of the policy) and one transaction; a break-glass request takes one more Query.
/// Refusals are recorded as well.
public final class SubmitRequest {
  private final CaseStore store;
  private final CaseRunner runner;
  private final PolicySource policies;
  private final Assessor assessor;
  private final RequestIds ids;

  public SubmitRequest(
      CaseStore store, PolicySource policies, PolicyDocuments documents, RequestIds ids) {
    this.store = store;
    this.runner = new CaseRunner(store);
    this.policies = policies;
    this.assessor = new Assessor(documents);
    this.ids = ids;
  }

  /// The result of [#submit].
  public sealed interface Outcome {
    /// A new request.
    record Submitted(AccessCase created, List<String> warnings) implements Outcome {}

    /// The same request was submitted before with the same key; this is that request.
    record Repeated(AccessCase first) implements Outcome {}

    /// The key was used before with another request.
    record KeyReused(RequestId first) implements Outcome {}

    /// It was not submitted; the assessment says why.
    record NotSubmitted(Assessment why) implements Outcome {}
  }

  /// Assesses `requested` without submitting it. Only a refusal is recorded, as one of a dry run,
  /// since people who are refused do not go on to submit.
  public Assessment explain(Principal requester, RequestedAccess requested, Instant now) {
    return explain(requester, requested, Optional.empty(), now);
  }

  Assessment explain(
      Principal requester,
      RequestedAccess requested,
      Optional<Continuation> continues,
      Instant now) {
    SubmissionInput input = new SubmissionInput(requester, requested, continues, true);
    // Keys are never empty, so nothing is ever written under this id.
    SubmissionDecision decision = decide(input, () -> RequestId.of(requester.id(), ""), now);
    runner.dryRun(decision.step());
    return decision.assessment();
  }

  /// Submits `requested`. The same key of the same principal returns the same request, even after
  /// the policy has changed.
  public Outcome submit(
      Principal requester, RequestedAccess requested, Optional<String> key, Instant now) {
    return submit(requester, requested, Optional.empty(), key, now);
  }

  Outcome submit(
      Principal requester,
      RequestedAccess requested,
      Optional<Continuation> continues,
      Optional<String> key,
      Instant now) {
    SubmissionInput input = new SubmissionInput(requester, requested, continues, false);
    Optional<RequestId> keyed = key.map(text -> RequestId.of(requester.id(), text));
    Step<Outcome> step = decide(input, () -> keyed.orElseGet(ids::next), now).step();
    // What the policy no longer gives may have been submitted earlier with the same key.
    Optional<AccessCase> first =
        step instanceof Step.Commit ? Optional.empty() : keyed.flatMap(store::load);
    return first.map(input::repeated).orElseGet(() -> runner.create(step, input::repeated));
  }

  private SubmissionDecision decide(SubmissionInput input, Supplier<RequestId> id, Instant now) {
    Policy policy = policies.current();
    return SubmissionDecision.of(
        input,
        id,
        policy,
        assessor,
        () -> store.overdueAfterReview(input.requester().id(), now).flatMap(store::load),
        now);
  }
}
