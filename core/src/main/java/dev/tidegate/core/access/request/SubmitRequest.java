package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.EventDetails;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Submits a request, or says what submitting it would come to.
///
/// One read (the policy) and one transaction; an ask that breaks the glass costs one Query more. A
/// refusal is recorded, too.
public final class SubmitRequest {
  /// No rule may allow a start that is farther ahead.
  private static final Duration FARTHEST_START = Duration.ofDays(30);

  private final CaseStore store;
  private final PolicySource policies;
  private final Assessor assessor;
  private final RequestIds ids;

  public SubmitRequest(
      CaseStore store, PolicySource policies, PolicyDocuments documents, RequestIds ids) {
    this.store = store;
    this.policies = policies;
    this.assessor = new Assessor(documents);
    this.ids = ids;
  }

  /// What came of a submission.
  public sealed interface Outcome {
    /// A new request.
    record Submitted(AccessCase created, List<String> warnings) implements Outcome {}

    /// The same request came before under the same key: this is the first one.
    record Repeated(AccessCase first) implements Outcome {}

    /// The key came before with another ask.
    record KeyReused(RequestId first) implements Outcome {}

    /// Not submitted; the assessment says why.
    record NotSubmitted(Assessment why) implements Outcome {}
  }

  /// Says what `ask` would come to. Writes nothing, except that a refusal is recorded as one of a
  /// dry run: people who are told no do not go on to submit.
  public Assessment explain(Principal requester, RequestedAccess ask, Instant now) {
    return explain(requester, ask, Optional.empty(), now);
  }

  Assessment explain(
      Principal requester, RequestedAccess ask, Optional<Continuation> continues, Instant now) {
    Assessment assessment = assess(policies.current(), requester, ask, continues, now);
    if (assessment instanceof Assessment.Refused refused) {
      SortedMap<String, String> details = refusal(ask, continues, refused.decision());
      details.put("dryRun", "true");
      refuse(requester, details, now);
    }
    return assessment;
  }

  /// Submits `ask`. The same key by the same principal gives the same request, even when the policy
  /// has changed since.
  public Outcome submit(
      Principal requester, RequestedAccess ask, Optional<String> key, Instant now) {
    return submit(requester, ask, Optional.empty(), key, now);
  }

  Outcome submit(
      Principal requester,
      RequestedAccess ask,
      Optional<Continuation> continues,
      Optional<String> key,
      Instant now) {
    Policy policy = policies.current();
    Assessment assessment = assess(policy, requester, ask, continues, now);
    if (assessment instanceof Assessment.Fits fits) {
      Principal kept = requester.in(requester.circumstances().only(policy.claims()));
      return create(kept, fits, continues, key, now);
    }
    Optional<AccessCase> first =
        key.map(text -> RequestId.of(requester.id(), text)).flatMap(store::load);
    if (first.isPresent()) {
      return repeated(first.get(), ask, continues);
    }
    if (assessment instanceof Assessment.Refused refused) {
      refuse(requester, refusal(ask, continues, refused.decision()), now);
    }
    return new Outcome.NotSubmitted(assessment);
  }

  private Assessment assess(
      Policy policy,
      Principal requester,
      RequestedAccess ask,
      Optional<Continuation> continues,
      Instant now) {
    List<FieldError> errors = continues.isPresent() ? List.of() : startErrors(ask, now);
    if (!errors.isEmpty()) {
      return new Assessment.Invalid(errors);
    }
    Duration had = continues.map(Continuation::had).orElse(Duration.ZERO);
    Assessment assessment = assessor.assess(policy, requester, ask, had, now);
    return ask.breakGlass() && assessment instanceof Assessment.Fits fits
        ? BreakGlass.unlessOverdue(fits, requester.id(), store, now)
        : assessment;
  }

  private static List<FieldError> startErrors(RequestedAccess ask, Instant now) {
    Instant earliest = now.truncatedTo(ChronoUnit.SECONDS);
    Instant latest = earliest.plus(FARTHEST_START);
    return ask.startsAt().stream()
        .filter(start -> start.isBefore(earliest) || start.isAfter(latest))
        .map(
            start ->
                new FieldError(
                    "startsAt",
                    "an instant from " + earliest + " to " + latest,
                    "correct it, or leave it out to begin when it is approved"))
        .toList();
  }

  private Outcome create(
      Principal requester,
      Assessment.Fits fits,
      Optional<Continuation> continues,
      Optional<String> key,
      Instant now) {
    RequestId id = key.map(text -> RequestId.of(requester.id(), text)).orElseGet(ids::next);
    Submission submission =
        new Submission(
            id,
            requester,
            fits.ask(),
            fits.entitlement().account(),
            fits.entitlement().target(),
            fits.permissions(),
            fits.decision(),
            now,
            answerBy(fits.decision(), now),
            continues,
            Optional.of(fits.entitlement().description()));
    AccessRequest.Pending pending = new AccessRequest.Pending(submission, List.of());
    CaseChange change =
        CaseChange.creating(pending, now)
            .noting(EventType.REQUEST_SUBMITTED, requester.actor(), EventDetails.of(submission));
    if (fits.decision() instanceof Decision.Allowed(_, Optional<AfterReviewDuty> owed)) {
      change =
          GrantCreation.schedule(
              change.request(pending.approve(now)), submission, requester.actor());
      if (owed.isPresent()) {
        change = BreakGlass.owe(change, submission, owed.get());
      }
    }
    if (store.commit(change)) {
      return new Outcome.Submitted(change.after(), fits.warnings());
    }
    return store
        .load(id)
        .map(first -> repeated(first, fits.ask(), continues))
        .orElseThrow(() -> new Fault(Fault.Kind.BUSY, "the new request " + id + " met a conflict"));
  }

  private static Outcome repeated(
      AccessCase first, RequestedAccess ask, Optional<Continuation> continues) {
    Submission before = first.request().submission();
    return isFirst(before.ask(), ask) && before.continues().equals(continues)
        ? new Outcome.Repeated(first)
        : new Outcome.KeyReused(first.id());
  }

  /// Says whether `first` is `ask`, whose presets may not be filled in.
  private static boolean isFirst(RequestedAccess first, RequestedAccess ask) {
    SortedMap<Name, String> parameters = new TreeMap<>(first.parameters());
    parameters.putAll(ask.parameters());
    return first.equals(ask.with(parameters));
  }

  private static Instant answerBy(Decision decision, Instant now) {
    return decision instanceof Decision.NeedsApproval needs ? now.plus(needs.answerWithin()) : now;
  }

  private static SortedMap<String, String> refusal(
      RequestedAccess ask, Optional<Continuation> continues, Decision.Refused decision) {
    SortedMap<String, String> details = new TreeMap<>(EventDetails.of(ask));
    continues.ifPresent(before -> EventDetails.put(details, before));
    details.putAll(EventDetails.of(decision));
    return details;
  }

  private void refuse(Principal requester, SortedMap<String, String> details, Instant now) {
    store.recordRefusal(
        new Refusal(requester, EventType.REQUEST_REFUSED, Optional.empty(), details, now));
  }
}
