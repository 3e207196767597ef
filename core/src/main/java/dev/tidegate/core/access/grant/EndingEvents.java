package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/// What the record says of the ending of a grant, attempt by attempt.
final class EndingEvents {
  private static final Actor ME = new Actor.Function("end-grant");

  private EndingEvents() {}

  static CaseChange begun(AccessCase current, Grant.Ending ending, Instant now) {
    CaseChange change = CaseChange.of(current, now);
    return current.grant().filter(grant -> grant instanceof Grant.Ending).isPresent()
        ? change
        : BeginEnding.noted(change, ending, ME);
  }

  static CaseChange noteCut(CaseChange change, Grant.Ending ending, Revocation cut) {
    Map<String, String> details = new TreeMap<>();
    details.put("grant", ending.id().text());
    details.put("role", ending.terms().account().roleArn(ending.terms().target().roleName()));
    return switch (cut) {
      case Revocation.Standing(Instant until) -> {
        details.put("until", until.toString());
        yield change.noting(EventType.GRANT_CUT, ME, details);
      }
      case Revocation.RoleWide(Instant before, Instant until) -> {
        details.put("issuedBefore", before.toString());
        details.put("until", until.toString());
        yield change.noting(EventType.GRANT_CUT_ROLE_WIDE, ME, details);
      }
      case Revocation.Nothing _, Revocation.Removed _ -> change;
    };
  }

  static Map<String, String> confirmed(Grant.Ending ending, AccessProbe.Answer.Refused refused) {
    long millis = Math.max(0, Duration.between(ending.at(), refused.at()).toMillis());
    Map<String, String> details = new TreeMap<>();
    details.put("grant", ending.id().text());
    details.put("refusedAt", refused.at().truncatedTo(ChronoUnit.MILLIS).toString());
    details.put("millis", Long.toString(millis));
    refused
        .tried()
        .ifPresent(
            tried -> {
              details.put("action", tried.action());
              details.put("session", ending.id().text());
              details.put("region", tried.region());
            });
    return details;
  }

  /// Told when it is late for the first time, about, and then ever less often.
  static CaseChange stillAllowed(
      AccessCase current, Grant.Ending ending, boolean late, Instant now) {
    CaseChange change = begun(current, ending, now).grant(ending.failed());
    int attempts = ending.attempts() + 1;
    Instant first = ending.at().plus(IamChanges.ARRIVED).plus(SweepGrants.AGAIN);
    return late && (now.isBefore(first) || Integer.bitCount(attempts) == 1)
        ? change.noting(
            EventType.GRANT_STILL_ALLOWED,
            ME,
            Map.of("grant", ending.id().text(), "attempt", Integer.toString(attempts)))
        : change;
  }

  static CaseChange failed(AccessCase current, Grant.Ending ending, Fault fault, Instant now) {
    CaseChange change = begun(current, ending, now).grant(ending.failed());
    int attempts = ending.attempts() + 1;
    return Integer.bitCount(attempts) == 1
        ? change.noting(
            EventType.GRANT_ENDING,
            ME,
            Map.of(
                "grant", ending.id().text(),
                "attempt", Integer.toString(attempts),
                "failed", fault.kind().name()))
        : change;
  }
}
