package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
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

/// Records the after-review of a break-glass request, given by somebody in the groups that the rule
/// named then or names now, never by its requester. An overdue review counts as well, and lets its
/// requester use break-glass again.
public final class GiveAfterReview {
  private final CaseRunner runner;
  private final PolicySource policies;
  private final Assessor assessor;
  private final Visibility visibility;

  public GiveAfterReview(
      CaseStore store, PolicySource policies, PolicyDocuments documents, Visibility visibility) {
    this.runner = CaseRunner.patient(store);
    this.policies = policies;
    this.assessor = new Assessor(documents);
    this.visibility = visibility;
  }

  /// A review of exactly the request with this hash.
  public record Answer(
      RequestId request, String hash, ReviewFinding finding, Optional<String> comment) {}

  /// The result of [#give].
  public sealed interface Outcome {
    /// The review is recorded.
    record Recorded(AccessCase now) implements Outcome {}

    /// The same person gave the same review before.
    record Repeated(AccessCase now) implements Outcome {}

    /// There is no such request, or the person may not see it.
    record NotFound() implements Outcome {}

    /// The person may not review it.
    record NotYours(String why) implements Outcome {}

    /// It requires no after-review, or the review was already given.
    record WrongState(AccessCase now, String why) implements Outcome {}

    /// The review is about something else than what was requested.
    record HashMismatch(String current) implements Outcome {}
  }

  /// Records the review of `reviewer`.
  public Outcome give(Principal reviewer, Answer answer, Instant now) {
    Caller caller = new Caller(reviewer, visibility);
    return runner.onRequest(
        answer.request(),
        current -> decide(current, caller, answer, policies, assessor, now),
        new Outcome.NotFound());
  }

  /// Decides about the review.
  ///
  /// @param policies read only for somebody who is in none of the original groups
  static Step<Outcome> decide(
      AccessCase current,
      Caller caller,
      Answer answer,
      PolicySource policies,
      Assessor assessor,
      Instant now) {
    if (caller.isRequester(current)) {
      return refuse(
          current, caller, new Outcome.NotYours("nobody looks back at their own request"), now);
    }
    if (current.afterReview().isEmpty()) {
      return refuse(
          current,
          caller,
          caller.sees(current)
              ? new Outcome.WrongState(current, "no glass was broken for it")
              : new Outcome.NotFound(),
          now);
    }
    AfterReview owed = current.afterReview().get();
    Submission submission = current.request().submission();
    if (!caller.principal().inAnyOf(owed.groups())
        && !mayReviewToday(
            caller.principal(),
            assessor.assess(
                policies.current(),
                submission.requester(),
                submission.ask(),
                submission.had(),
                now))) {
      return refuse(
          current,
          caller,
          caller.sees(current)
              ? new Outcome.NotYours("after-reviews come from " + names(owed))
              : new Outcome.NotFound(),
          now);
    }
    if (!submission.hash().equals(answer.hash())) {
      return refuse(current, caller, new Outcome.HashMismatch(submission.hash()), now);
    }
    return switch (owed) {
      case AfterReview.Awaited awaited -> record(current, awaited, caller, answer, now);
      case AfterReview.Given given
          when given.by().equals(caller.actor()) && given.finding() == answer.finding() ->
          new Step.Answer<>(new Outcome.Repeated(current));
      case AfterReview.Given given ->
          refuse(
              current,
              caller,
              new Outcome.WrongState(current, given.by().label() + " gave it " + given.at()),
              now);
    };
  }

  /// Returns whether the rule in force lets somebody review. It counts in addition to the original
  /// rule, so that a deleted group blocks nobody.
  private static boolean mayReviewToday(Principal reviewer, Assessment today) {
    return today instanceof Assessment.Fits fits
        && fits.decision() instanceof Decision.Allowed(_, Optional<AfterReviewDuty> owed)
        && owed.filter(duty -> reviewer.inAnyOf(duty.groups())).isPresent();
  }

  private static Step<Outcome> record(
      AccessCase current, AfterReview.Awaited awaited, Caller caller, Answer answer, Instant now) {
    Map<String, String> details = new TreeMap<>();
    details.put("verdict", answer.finding().word());
    details.put("hash", answer.hash());
    details.put("deadline", awaited.deadline().toString());
    answer.comment().ifPresent(comment -> details.put("comment", comment));
    CaseChange change =
        CaseChange.of(current, now)
            .afterReview(awaited.give(caller.actor(), answer.finding(), answer.comment(), now))
            .noting(EventType.AFTER_REVIEW_GIVEN, caller.actor(), details);
    return new Step.Commit<>(change, new Outcome.Recorded(change.after()));
  }

  private static Step<Outcome> refuse(
      AccessCase current, Caller caller, Outcome outcome, Instant now) {
    return caller.refused(
        current, EventType.AFTER_REVIEW_REFUSED, Map.of("why", why(outcome)), outcome, now);
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
