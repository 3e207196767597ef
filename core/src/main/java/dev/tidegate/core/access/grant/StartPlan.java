package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;

/// What is next on the way to the start of a grant, decided from its case and the time alone, and
/// what the start, or its refusal, writes. [StartGrant] makes the calls in between.
sealed interface StartPlan {
  /// How much is recorded of why a grant did not start, in characters.
  int LONGEST_REASON = 1000;

  /// Decides what is next for `grant` at `now`.
  static StartPlan of(AccessCase current, Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Scheduled scheduled when scheduled.terms().over(now) ->
          new Nothing(StartGrant.Outcome.TOO_LATE);
      case Grant.Scheduled scheduled when scheduled.terms().ahead(now) -> new Schedule(scheduled);
      case Grant.Scheduled scheduled -> new Begin(scheduled, !prompt(current, scheduled, now));
      case Grant.Active _, Grant.Ending _, Grant.Ended _ ->
          new Nothing(StartGrant.Outcome.NOTHING_TO_DO);
    };
  }

  /// Calls nothing and writes nothing.
  record Nothing(StartGrant.Outcome why) implements StartPlan {}

  /// Makes both schedules, since the start is ahead.
  record Schedule(Grant.Scheduled grant) implements StartPlan {}

  /// Starts the grant, unless there is an objection.
  ///
  /// @param decideAgain whether it was approved so long ago that the policy in force decides again
  record Begin(Grant.Scheduled grant, boolean decideAgain) implements StartPlan {}

  /// Returns the step that makes a grant Active once all is in place.
  static Step<StartGrant.Outcome> started(AccessCase current, Grant.Scheduled grant, Instant now) {
    return new Step.Commit<>(
        CaseChange.of(current, now)
            .grant(grant.activate(now))
            .noting(
                EventType.GRANT_ACTIVE,
                StartGrant.ME,
                Map.of("grant", grant.id().text(), "endsAt", grant.terms().endsAt().toString())),
        StartGrant.Outcome.STARTED);
  }

  /// Returns the step that ends a grant that never began.
  static Step<StartGrant.Outcome> notStarted(
      AccessCase current, Grant.Scheduled grant, String reason, Instant now) {
    String told = Utf8.wellFormed(Utf8.beginning(reason, LONGEST_REASON));
    return new Step.Commit<>(
        CaseChange.of(current, now)
            .grant(grant.end(new EndCause.Ineligible(told), now))
            .noting(
                EventType.GRANT_NOT_STARTED,
                StartGrant.ME,
                Map.of("grant", grant.id().text(), "why", told)),
        StartGrant.Outcome.NOT_STARTED);
  }

  /// A start right after the approval is not decided twice; one that was approved for later is.
  private static boolean prompt(AccessCase current, Grant.Scheduled grant, Instant now) {
    return current.request() instanceof AccessRequest.Approved approved
        && !grant.terms().ahead(approved.at())
        && now.isBefore(approved.at().plus(AccessCase.START_GRACE));
  }
}
