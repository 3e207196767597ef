package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.ExpireRequest;
import dev.tidegate.core.access.Quorum;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Review;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.EventDetails;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Refusing;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Takes an approver's answer. When the quorum is met the request is Approved and its Grant
/// Scheduled, in the same transaction.
///
/// The policy is evaluated again, in its current version: when it now says no, nobody can approve;
/// when it now asks for other approvers, the answers have to suffice for them as well as for the
/// ones the request was submitted under, and they may answer, too. But a set that no rule names any
/// more holds nothing up where others are asked: its group may be gone.
public final class ReviewRequest {
  private final CaseStore store;
  private final PolicySource policies;
  private final Assessor assessor;
  private final Visibility visibility;
  private final Refusing refusing;

  public ReviewRequest(
      CaseStore store, PolicySource policies, PolicyDocuments documents, Visibility visibility) {
    this.store = store;
    this.policies = policies;
    this.assessor = new Assessor(documents);
    this.visibility = visibility;
    this.refusing = new Refusing(store, visibility);
  }

  /// An answer to exactly what has this hash.
  public record Answer(RequestId request, String hash, Verdict verdict, Optional<String> comment) {}

  /// What came of an answer.
  public sealed interface Outcome {
    /// It counts.
    record Recorded(AccessCase now) implements Outcome {}

    /// The same person gave the same answer before.
    record Repeated(AccessCase now) implements Outcome {}

    /// There is no such request, or it is not for this person to see.
    record NotFound() implements Outcome {}

    /// Not this person's to answer.
    record NotYours(String why) implements Outcome {}

    /// It is answered already, or too late.
    record WrongState(AccessCase now) implements Outcome {}

    /// The answer is to something else than what was asked.
    record HashMismatch(String current) implements Outcome {}

    /// The policy in force says no, or no longer gives what was asked for.
    record PolicySaysNo(Assessment why) implements Outcome {}
  }

  /// Takes the answer of `reviewer`.
  public Outcome review(Principal reviewer, Answer answer, Instant now) {
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
          current,
          reviewer,
          answer.verdict(),
          now,
          new Outcome.NotYours("nobody answers their own request"));
    }
    Submission submission = current.request().submission();
    boolean approver =
        mayAnswer(reviewer, current.approvals())
            || mayAnswer(reviewer, approvals(assess(submission, now)));
    if (!approver) {
      return refuse(
          current,
          reviewer,
          answer.verdict(),
          now,
          visibility.sees(reviewer, current)
              ? notAnApprover(current.approvals())
              : new Outcome.NotFound());
    }
    if (!submission.hash().equals(answer.hash())) {
      return refuse(
          current, reviewer, answer.verdict(), now, new Outcome.HashMismatch(submission.hash()));
    }
    if (answered(reviewer, answer, current)) {
      return Optional.of(new Outcome.Repeated(current));
    }
    if (!(current.request() instanceof AccessRequest.Pending pending)) {
      return refuse(current, reviewer, answer.verdict(), now, new Outcome.WrongState(current));
    }
    if (!now.isBefore(submission.answerBy())) {
      return expire(pending, current, now);
    }
    Review review =
        new Review(reviewer.in(CallContext.UNKNOWN), answer.verdict(), now, answer.comment());
    return switch (answer.verdict()) {
      case DENY -> deny(pending, current, review);
      case APPROVE -> approve(pending, current, review);
    };
  }

  private Assessment assess(Submission submission, Instant now) {
    return assess(policies.current(), submission, now);
  }

  private Assessment assess(Policy policy, Submission submission, Instant now) {
    return assessor.assess(policy, submission.requester(), submission.ask(), submission.had(), now);
  }

  private Optional<Outcome> approve(
      AccessRequest.Pending pending, AccessCase current, Review review) {
    Submission submission = pending.submission();
    Policy policy = policies.current();
    Assessment today = assess(policy, submission, review.at());
    if (!(today instanceof Assessment.Fits fits)
        || !submission.givesTheSame(
            fits.entitlement().account(), fits.entitlement().target(), fits.permissions())) {
      return refuse(
          current,
          review.reviewer(),
          review.verdict(),
          review.at(),
          new Outcome.PolicySaysNo(today));
    }
    AccessRequest.Pending counted = pending.with(review);
    CaseChange change = given(CaseChange.of(current, review.at()).request(counted), review);
    if (suffice(stillAsked(current, fits, policy), counted) && suffice(approvals(fits), counted)) {
      change = change.request(counted.approve(review.at()));
      change =
          change.noting(
              EventType.REQUEST_APPROVED,
              review.reviewer().actor(),
              EventDetails.of(fits.decision()));
      change =
          GrantCreation.schedule(
              change, submission, fits.entitlement().account(), review.reviewer().actor());
    }
    return commit(change);
  }

  private static List<ApproverSet> stillAsked(
      AccessCase current, Assessment.Fits today, Policy policy) {
    return approvals(today).isEmpty()
        ? current.approvals()
        : current.approvals().stream().filter(policy::namesApprover).toList();
  }

  private static boolean suffice(List<ApproverSet> sets, AccessRequest.Pending request) {
    return Quorum.of(sets, request.submission().requester().id(), request.reviews()).met();
  }

  private static List<ApproverSet> approvals(Assessment today) {
    return today instanceof Assessment.Fits fits
            && fits.decision() instanceof Decision.NeedsApproval needs
        ? needs.approvals()
        : List.of();
  }

  private Optional<Outcome> deny(AccessRequest.Pending pending, AccessCase current, Review review) {
    return commit(
        given(CaseChange.of(current, review.at()).request(pending.deny(review)), review)
            .noting(EventType.REQUEST_DENIED, review.reviewer().actor(), Map.of()));
  }

  private Optional<Outcome> commit(CaseChange change) {
    return store.commit(change)
        ? Optional.of(new Outcome.Recorded(change.after()))
        : Optional.empty();
  }

  private static CaseChange given(CaseChange change, Review review) {
    Map<String, String> details = new TreeMap<>();
    details.put("verdict", word(review.verdict()));
    details.put("hash", change.after().request().submission().hash());
    review.comment().ifPresent(comment -> details.put("comment", comment));
    return change.noting(EventType.REVIEW_GIVEN, review.reviewer().actor(), details);
  }

  private Optional<Outcome> expire(AccessRequest.Pending pending, AccessCase current, Instant now) {
    CaseChange change = ExpireRequest.of(pending, current, now);
    return store.commit(change)
        ? Optional.of(new Outcome.WrongState(change.after()))
        : Optional.empty();
  }

  private Optional<Outcome> refuse(
      AccessCase current, Principal reviewer, Verdict verdict, Instant now, Outcome outcome) {
    Map<String, String> details =
        outcome instanceof Outcome.PolicySaysNo(Assessment today)
            ? EventDetails.basis(today)
            : new TreeMap<>();
    details.put("why", why(outcome));
    details.put("verdict", word(verdict));
    return refusing.refuse(current, reviewer, EventType.REVIEW_REFUSED, details, outcome, now);
  }

  private static String word(Verdict verdict) {
    return verdict == Verdict.APPROVE ? "approve" : "deny";
  }

  private static String why(Outcome outcome) {
    return switch (outcome) {
      case Outcome.NotYours(String why) -> why;
      case Outcome.PolicySaysNo _ -> "the policy in force does not give what was asked for";
      case Outcome.NotFound _ -> "not an approver of this request";
      case Outcome.HashMismatch _ -> "the answer is to something else than what was asked";
      case Outcome.WrongState(AccessCase now) -> "the request is " + now.state().word();
      case Outcome.Recorded _, Outcome.Repeated _ -> "";
    };
  }

  private static boolean mayAnswer(Principal reviewer, List<ApproverSet> sets) {
    return sets.stream().anyMatch(set -> reviewer.inAnyOf(set.groups()));
  }

  private static Outcome notAnApprover(List<ApproverSet> sets) {
    return new Outcome.NotYours(
        "answers come from "
            + String.join(" and ", sets.stream().map(set -> set.name().text()).toList()));
  }

  private static boolean answered(Principal reviewer, Answer answer, AccessCase current) {
    return current.request().reviews().stream()
        .anyMatch(
            review ->
                review.reviewer().id().equals(reviewer.id())
                    && review.verdict() == answer.verdict());
  }
}
