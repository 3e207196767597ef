package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Refusing;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Takes the review that a request owes for which the glass was broken: from whoever the rule named
/// then, or names now, never from its requester. An overdue one counts as well, and lets its
/// requester break the glass again.
public final class GiveAfterReview {
  private final CaseStore store;
  private final PolicySource policies;
  private final Assessor assessor;
  private final Visibility visibility;
  private final Refusing refusing;

  public GiveAfterReview(
      CaseStore store, PolicySource policies, PolicyDocuments documents, Visibility visibility) {
    this.store = store;
    this.policies = policies;
    this.assessor = new Assessor(documents);
    this.visibility = visibility;
    this.refusing = new Refusing(store, visibility);
  }

  /// A review of exactly what has this hash.
  public record Answer(
      RequestId request, String hash, ReviewFinding finding, Optional<String> comment) {}

  /// What came of it.
  public sealed interface Outcome {
    /// It counts.
    record Recorded(AccessCase now) implements Outcome {}

    /// The same person found the same before.
    record Repeated(AccessCase now) implements Outcome {}

    /// There is no such request, or it is not for this person to see.
    record NotFound() implements Outcome {}

    /// Not this person's to review.
    record NotYours(String why) implements Outcome {}

    /// It owes no after-review, or somebody gave it.
    record WrongState(AccessCase now, String why) implements Outcome {}

    /// The review is of something else than what was asked.
    record HashMismatch(String current) implements Outcome {}
  }

  /// Takes the review of `reviewer`.
  public Outcome give(Principal reviewer, Answer answer, Instant now) {
    return Retry.first(
        () ->
            store
                .load(answer.request())
                .map(current -> attempt(reviewer, answer, current, now))
                .orElseGet(() -> Optional.of(new Outcome.NotFound())));
  }

  private Optional<Outcome> attempt(
      Principal reviewer, Answer answer, AccessCase current, Instant now) {
    if (Visibility.isRequester(reviewer, current)) {
      return refuse(
          current, reviewer, now, new Outcome.NotYours("nobody looks back at their own request"));
    }
    if (current.afterReview().isEmpty()) {
      return refuse(
          current,
          reviewer,
          now,
          visibility.sees(reviewer, current)
              ? new Outcome.WrongState(current, "no glass was broken for it")
              : new Outcome.NotFound());
    }
    AfterReview owed = current.afterReview().get();
    Submission submission = current.request().submission();
    if (!mayReview(reviewer, owed, submission, now)) {
      return refuse(
          current,
          reviewer,
          now,
          visibility.sees(reviewer, current)
              ? new Outcome.NotYours("after-reviews come from " + names(owed))
              : new Outcome.NotFound());
    }
    if (!submission.hash().equals(answer.hash())) {
      return refuse(current, reviewer, now, new Outcome.HashMismatch(submission.hash()));
    }
    return switch (owed) {
      case AfterReview.Awaited awaited -> record(current, awaited, reviewer, answer, now);
      case AfterReview.Given given
          when given.by().equals(reviewer.actor()) && given.finding() == answer.finding() ->
          Optional.of(new Outcome.Repeated(current));
      case AfterReview.Given given ->
          refuse(
              current,
              reviewer,
              now,
              new Outcome.WrongState(current, given.by().label() + " gave it " + given.at()));
    };
  }

  /// The groups of the rule in force are only looked up for who is not in those of then: a group
  /// that was deleted since leaves nobody blocked.
  private boolean mayReview(
      Principal reviewer, AfterReview owed, Submission submission, Instant now) {
    return reviewer.inAnyOf(owed.groups())
        || assessor.assess(
                    policies.current(),
                    submission.requester(),
                    submission.ask(),
                    submission.had(),
                    now)
                instanceof Assessment.Fits fits
            && fits.decision() instanceof Decision.Allowed(_, Optional<AfterReviewDuty> today)
            && today.filter(duty -> reviewer.inAnyOf(duty.groups())).isPresent();
  }

  private Optional<Outcome> record(
      AccessCase current,
      AfterReview.Awaited awaited,
      Principal reviewer,
      Answer answer,
      Instant now) {
    Map<String, String> details = new TreeMap<>();
    details.put("verdict", answer.finding().word());
    details.put("hash", answer.hash());
    details.put("deadline", awaited.deadline().toString());
    answer.comment().ifPresent(comment -> details.put("comment", comment));
    CaseChange change =
        CaseChange.of(current, now)
            .afterReview(awaited.give(reviewer.actor(), answer.finding(), answer.comment(), now))
            .noting(EventType.AFTER_REVIEW_GIVEN, reviewer.actor(), details);
    return store.commit(change)
        ? Optional.of(new Outcome.Recorded(change.after()))
        : Optional.empty();
  }

  private Optional<Outcome> refuse(
      AccessCase current, Principal reviewer, Instant now, Outcome outcome) {
    return refusing.refuse(
        current,
        reviewer,
        EventType.AFTER_REVIEW_REFUSED,
        Map.of("why", why(outcome)),
        outcome,
        now);
  }

  private static String why(Outcome outcome) {
    return switch (outcome) {
      case Outcome.NotYours(String why) -> why;
      case Outcome.WrongState(AccessCase _, String why) -> why;
      case Outcome.NotFound _ -> "not one of those who look back at this request";
      case Outcome.HashMismatch _ -> "the review is of something else than what was asked";
      case Outcome.Recorded _, Outcome.Repeated _ -> "";
    };
  }

  private static String names(AfterReview owed) {
    return owed.groups().stream().map(Group::name).collect(Collectors.joining(" or "));
  }
}
