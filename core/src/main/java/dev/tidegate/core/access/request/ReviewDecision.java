package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.ExpireRequest;
import dev.tidegate.core.access.Quorum;
import dev.tidegate.core.access.Review;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.EventDetails;
import dev.tidegate.core.access.assess.PolicyDocuments;
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
import java.util.TreeMap;

/// Decides about an approver's answer. Reads only the policy in force, and only for an approval or
/// for somebody whom the request itself does not name as an approver.
///
/// The policy in force is evaluated again. If it refuses, nobody can approve. If it requires other
/// approvers, they may answer as well, and the answers must suffice both for them and for the
/// approver sets of the submission. An approver set that no rule names any more is ignored when the
/// policy requires others, since its group may be gone.
final class ReviewDecision {
  private final PolicySource policies;
  private final Assessor assessor;

  ReviewDecision(PolicySource policies, PolicyDocuments documents) {
    this.policies = policies;
    this.assessor = new Assessor(documents);
  }

  Step<ReviewRequest.Outcome> decide(
      AccessCase current, Caller caller, ReviewRequest.Answer answer, Instant now) {
    if (caller.isRequester(current)) {
      return refuse(
          current,
          caller,
          answer.verdict(),
          new ReviewRequest.Outcome.NotYours("nobody answers their own request"),
          now);
    }
    Submission submission = current.request().submission();
    if (!mayAnswer(caller.principal(), current.approvals())
        && !mayAnswer(caller.principal(), approvals(assess(policies.current(), submission, now)))) {
      return refuse(
          current,
          caller,
          answer.verdict(),
          caller.sees(current)
              ? notAnApprover(current.approvals())
              : new ReviewRequest.Outcome.NotFound(),
          now);
    }
    if (!submission.hash().equals(answer.hash())) {
      return refuse(
          current,
          caller,
          answer.verdict(),
          new ReviewRequest.Outcome.HashMismatch(submission.hash()),
          now);
    }
    if (answered(caller.principal(), answer.verdict(), current)) {
      return new Step.Answer<>(new ReviewRequest.Outcome.Repeated(current));
    }
    if (!(current.request() instanceof AccessRequest.Pending pending)) {
      return refuse(
          current, caller, answer.verdict(), new ReviewRequest.Outcome.WrongState(current), now);
    }
    if (!now.isBefore(submission.answerBy())) {
      CaseChange expired = ExpireRequest.of(pending, current, now);
      return new Step.Commit<>(expired, new ReviewRequest.Outcome.WrongState(expired.after()));
    }
    Review review =
        new Review(
            caller.principal().in(CallContext.UNKNOWN), answer.verdict(), now, answer.comment());
    return switch (answer.verdict()) {
      case DENY ->
          recorded(
              given(CaseChange.of(current, now).request(pending.deny(review)), review)
                  .noting(EventType.REQUEST_DENIED, caller.actor(), Map.of()));
      case APPROVE -> approve(pending, current, caller, review);
    };
  }

  private Step<ReviewRequest.Outcome> approve(
      AccessRequest.Pending pending, AccessCase current, Caller caller, Review review) {
    Submission submission = pending.submission();
    Policy policy = policies.current();
    Assessment today = assess(policy, submission, review.at());
    if (!(today instanceof Assessment.Fits fits)
        || !submission.givesTheSame(
            fits.entitlement().account(), fits.entitlement().target(), fits.permissions())) {
      return refuse(
          current,
          caller,
          review.verdict(),
          new ReviewRequest.Outcome.PolicySaysNo(today),
          review.at());
    }
    AccessRequest.Pending counted = pending.with(review);
    CaseChange change = given(CaseChange.of(current, review.at()).request(counted), review);
    if (suffice(stillAsked(current, fits, policy), counted) && suffice(approvals(fits), counted)) {
      change =
          GrantCreation.schedule(
              change
                  .request(counted.approve(review.at()))
                  .noting(
                      EventType.REQUEST_APPROVED, caller.actor(), EventDetails.of(fits.decision())),
              submission,
              fits.entitlement().account(),
              caller.actor());
    }
    return recorded(change);
  }

  private Assessment assess(Policy policy, Submission submission, Instant now) {
    return assessor.assess(policy, submission.requester(), submission.ask(), submission.had(), now);
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

  private static Step<ReviewRequest.Outcome> recorded(CaseChange change) {
    return new Step.Commit<>(change, new ReviewRequest.Outcome.Recorded(change.after()));
  }

  private static CaseChange given(CaseChange change, Review review) {
    Map<String, String> details = new TreeMap<>();
    details.put("verdict", word(review.verdict()));
    details.put("hash", change.after().request().submission().hash());
    review.comment().ifPresent(comment -> details.put("comment", comment));
    return change.noting(EventType.REVIEW_GIVEN, review.reviewer().actor(), details);
  }

  private static Step<ReviewRequest.Outcome> refuse(
      AccessCase current,
      Caller caller,
      Verdict verdict,
      ReviewRequest.Outcome outcome,
      Instant now) {
    Map<String, String> details =
        outcome instanceof ReviewRequest.Outcome.PolicySaysNo(Assessment today)
            ? EventDetails.basis(today)
            : new TreeMap<>();
    details.put("why", why(outcome));
    details.put("verdict", word(verdict));
    return caller.refused(current, EventType.REVIEW_REFUSED, details, outcome, now);
  }

  private static String word(Verdict verdict) {
    return verdict == Verdict.APPROVE ? "approve" : "deny";
  }

  private static String why(ReviewRequest.Outcome outcome) {
    return switch (outcome) {
      case ReviewRequest.Outcome.NotYours(String why) -> why;
      case ReviewRequest.Outcome.PolicySaysNo _ ->
          "the policy in force does not give what was asked for";
      case ReviewRequest.Outcome.NotFound _ -> "not an approver of this request";
      case ReviewRequest.Outcome.HashMismatch _ ->
          "the answer is to something else than what was asked";
      case ReviewRequest.Outcome.WrongState(AccessCase now) ->
          "the request is " + now.state().word();
      case ReviewRequest.Outcome.Recorded _, ReviewRequest.Outcome.Repeated _ -> "";
    };
  }

  private static boolean mayAnswer(Principal reviewer, List<ApproverSet> sets) {
    return sets.stream().anyMatch(set -> reviewer.inAnyOf(set.groups()));
  }

  private static ReviewRequest.Outcome notAnApprover(List<ApproverSet> sets) {
    return new ReviewRequest.Outcome.NotYours(
        "answers come from "
            + String.join(" and ", sets.stream().map(set -> set.name().text()).toList()));
  }

  private static boolean answered(Principal reviewer, Verdict verdict, AccessCase current) {
    return current.request().reviews().stream()
        .anyMatch(
            review -> review.reviewer().id().equals(reviewer.id()) && review.verdict() == verdict);
  }
}
