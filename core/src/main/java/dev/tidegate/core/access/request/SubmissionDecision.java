package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.EventDetails;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.entitlement.RequestedAccess;
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
import java.util.function.Supplier;

/// The decision about a submission, and the step that writes it.
///
/// @param assessment the answer of a dry run
record SubmissionDecision(Assessment assessment, Step<SubmitRequest.Outcome> step) {
  /// The farthest start that any rule can allow.
  private static final Duration FARTHEST_START = Duration.ofDays(30);

  /// Decides about a submission.
  ///
  /// @param id supplies the id of the request; called only when one is created
  /// @param overdue the requester's case with an overdue after-review; read only for break-glass
  ///   requests that would otherwise be allowed
  static SubmissionDecision of(
      SubmissionInput input,
      Supplier<RequestId> id,
      Policy policy,
      Assessor assessor,
      Supplier<Optional<AccessCase>> overdue,
      Instant now) {
    Assessment assessment = assess(input, policy, assessor, overdue, now);
    return new SubmissionDecision(
        assessment,
        switch (assessment) {
          case Assessment.Fits fits -> create(input, id.get(), policy, fits, now);
          case Assessment.Refused(Decision.Refused decision) ->
              new Step.Refuse<>(
                  refusal(input, decision, now),
                  Optional.empty(),
                  new SubmitRequest.Outcome.NotSubmitted(assessment));
          case Assessment.Invalid _, Assessment.TooLarge _ ->
              new Step.Answer<>(new SubmitRequest.Outcome.NotSubmitted(assessment));
        });
  }

  private static Assessment assess(
      SubmissionInput input,
      Policy policy,
      Assessor assessor,
      Supplier<Optional<AccessCase>> overdue,
      Instant now) {
    List<FieldError> errors =
        input.continues().isPresent() ? List.of() : startErrors(input.ask(), now);
    if (!errors.isEmpty()) {
      return new Assessment.Invalid(errors);
    }
    Assessment assessment =
        assessor.assess(policy, input.requester(), input.ask(), input.had(), now);
    return input.ask().breakGlass() && assessment instanceof Assessment.Fits fits
        ? BreakGlass.unlessOverdue(fits, overdue.get())
        : assessment;
  }

  private static List<FieldError> startErrors(RequestedAccess requested, Instant now) {
    Instant earliest = now.truncatedTo(ChronoUnit.SECONDS);
    Instant latest = earliest.plus(FARTHEST_START);
    return requested.startsAt().stream()
        .filter(start -> start.isBefore(earliest) || start.isAfter(latest))
        .map(
            start ->
                new FieldError(
                    "startsAt",
                    "an instant from " + earliest + " to " + latest,
                    "correct it, or leave it out to begin when it is approved"))
        .toList();
  }

  private static Step<SubmitRequest.Outcome> create(
      SubmissionInput input, RequestId id, Policy policy, Assessment.Fits fits, Instant now) {
    Principal requester = input.requester();
    Submission submission =
        new Submission(
            id,
            requester.in(requester.context().only(policy.claims())),
            fits.ask(),
            fits.entitlement().account(),
            fits.entitlement().target(),
            fits.permissions(),
            fits.decision(),
            now,
            answerBy(fits.decision(), now),
            input.continues(),
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
    return new Step.Commit<>(
        change, new SubmitRequest.Outcome.Submitted(change.after(), fits.warnings()));
  }

  private static Instant answerBy(Decision decision, Instant now) {
    return decision instanceof Decision.NeedsApproval needs ? now.plus(needs.answerWithin()) : now;
  }

  private static Refusal refusal(SubmissionInput input, Decision.Refused decision, Instant now) {
    SortedMap<String, String> details = new TreeMap<>(EventDetails.of(input.ask()));
    input.continues().ifPresent(before -> EventDetails.put(details, before));
    details.putAll(EventDetails.of(decision));
    if (input.dryRun()) {
      details.put("dryRun", "true");
    }
    return new Refusal(
        input.requester(), EventType.REQUEST_REFUSED, Optional.empty(), details, now);
  }
}
