package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The consequences of break-glass access: an after-review, a loud notice, and no further
/// break-glass while an earlier review is overdue.
public final class BreakGlass {
  private BreakGlass() {}

  /// Refuses a break-glass request while its requester owes an overdue after-review.
  ///
  /// @param overdue the case that owes it, as far as the list of such cases knows
  static Assessment unlessOverdue(Assessment.Fits fits, Optional<AccessCase> overdue) {
    return overdue
        .flatMap(owing -> owing.awaitedAfterReview().map(review -> refused(fits, owing, review)))
        .orElse(fits);
  }

  private static Assessment refused(
      Assessment.Fits fits, AccessCase owing, AfterReview.Awaited review) {
    Decision.Grounds grounds = fits.decision().grounds();
    List<Reason> reasons = new ArrayList<>(grounds.reasons());
    reasons.removeIf(reason -> !reason.met());
    reasons.add(
        new Reason.ReviewOverdue(
            grounds.rules().getFirst(), owing.id().text(), review.deadline(), review.groups()));
    return new Assessment.Refused(
        new Decision.Refused(
            new Decision.Grounds(grounds.policy(), grounds.rules(), reasons), List.of()));
  }

  /// Records the after-review that a break-glass grant requires.
  public static CaseChange owe(CaseChange granted, Submission submission, AfterReviewDuty duty) {
    Instant deadline = granted.at().truncatedTo(ChronoUnit.SECONDS).plus(duty.within());
    Map<String, String> details = new TreeMap<>();
    granted.after().grant().ifPresent(grant -> details.put("grant", grant.id().text()));
    details.put("entitlement", submission.ask().entitlement().text());
    details.put("account", submission.account().name().text());
    details.put("duration", submission.ask().duration().toString());
    details.put("use", submission.ask().use().word());
    details.put("reason", submission.ask().reason());
    details.put("reviewers", names(duty.groups()));
    details.put("reviewBy", deadline.toString());
    return granted
        .afterReview(new AfterReview.Awaited(duty.groups(), deadline, false))
        .noting(EventType.GRANT_BREAK_GLASS, submission.requester().actor(), details);
  }

  private static String names(SortedSet<Group> groups) {
    return groups.stream().map(Group::name).collect(Collectors.joining(", "));
  }
}
