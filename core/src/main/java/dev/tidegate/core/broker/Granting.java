package dev.tidegate.core.broker;

import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.grant.Grant;
import dev.tidegate.core.grant.GrantId;
import dev.tidegate.core.grant.Terms;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.request.Submission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Makes the Grant of a request that is approved: Scheduled, with its end fixed.
final class Granting {
  private Granting() {}

  static Change schedule(Change approved, Submission submission, Actor actor) {
    Instant start = approved.at().truncatedTo(ChronoUnit.SECONDS);
    Terms terms =
        new Terms(
            GrantId.of(submission.id()),
            submission.account(),
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
