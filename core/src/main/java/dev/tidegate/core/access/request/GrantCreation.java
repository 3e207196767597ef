package dev.tidegate.core.access.request;

import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Creates the Grant of an approved request: Scheduled, with its start and end fixed. An approval
/// after the requested start moves both.
public final class GrantCreation {
  private GrantCreation() {}

  /// Schedules the grant in the account that the submission names.
  public static CaseChange schedule(CaseChange approved, Submission submission, Actor actor) {
    return schedule(approved, submission, submission.account(), actor);
  }

  /// Schedules the grant in `account`: the same account as described by the policy in force, so
  /// that a changed ExternalId takes effect.
  public static CaseChange schedule(
      CaseChange approved, Submission submission, Account account, Actor actor) {
    Instant start = submission.ask().begins(approved.at().truncatedTo(ChronoUnit.SECONDS));
    GrantTerms terms =
        new GrantTerms(
            GrantId.of(submission.id()),
            account,
            submission.target(),
            start,
            start.plus(submission.ask().duration().length()));
    return approved
        .grant(new Grant.Scheduled(terms))
        .noting(
            EventType.GRANT_SCHEDULED,
            actor,
            Map.of(
                "grant", terms.id().text(),
                "startsAt", terms.startsAt().toString(),
                "endsAt", terms.endsAt().toString()));
  }
}
