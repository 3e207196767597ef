package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/// One attempt to end a grant, and what each way it can turn out writes: the state of the grant and
/// what the record says of it. Pure: every method returns a [Step] and makes no call.
///
/// @param current the case that was read
/// @param ending the grant as it is ending; not written yet when its time has just run out
/// @param now the moment of the attempt
record EndAttempt(AccessCase current, Grant.Ending ending, Instant now) {
  private static final Actor ME = new Actor.Function("end-grant");

  /// Access is gone, or so soon: the grant stays Ending until nothing can come in between.
  Step<EndGrant.Result> settling() {
    EndGrant.Result settling = new EndGrant.Result.Done(EndGrant.Outcome.SETTLING);
    boolean known = current.grant().filter(ending::equals).isPresent();
    return known ? new Step.Answer<>(settling) : new Step.Commit<>(begun().grant(ending), settling);
  }

  /// The role has no room for one more Deny. Returns whether it is written that the role may be cut
  /// as a whole: whoever finds the grant later must know that before it is.
  boolean announced() {
    return ending.attempts() > 0;
  }

  /// Announces that the role may be cut as a whole, see [#announced].
  Step<EndGrant.Result> announcing() {
    return new Step.CommitAndContinue<>(begun().grant(ending.failed()));
  }

  /// Access is gone. Stays Ending while a giver that was under way may still write.
  ///
  /// @param made what was put in place to revoke the sessions
  Step<EndGrant.Result> ended(Revocation made) {
    return ended(made, new AccessProbe.Answer.Inconclusive());
  }

  /// The same, once it was tried whether a session is refused. Stays Ending when one still was
  /// allowed.
  Step<EndGrant.Result> ended(Revocation made, AccessProbe.Answer answer) {
    if (!ending.settled(now)) {
      return settling();
    }
    return switch (answer) {
      case AccessProbe.Answer.StillAllowed _ -> stillAllowed();
      case AccessProbe.Answer.Refused refused ->
          ended(made, revoked(made).noting(EventType.GRANT_CONFIRMED, ME, confirmed(refused)));
      case AccessProbe.Answer.Inconclusive _ -> ended(made, revoked(made));
    };
  }

  private Step<EndGrant.Result> ended(Revocation made, CaseChange change) {
    Map<String, String> details = new TreeMap<>();
    details.put("grant", ending.id().text());
    details.put("why", ending.cause().word());
    return new Step.Commit<>(
        change.grant(ending.ended(now, made)).noting(EventType.GRANT_ENDED, ME, details),
        new EndGrant.Result.Ended(ending));
  }

  /// AWS did not answer, or said no.
  Step<EndGrant.Result> failed(Fault fault) {
    CaseChange change = begun().grant(ending.failed());
    int attempts = ending.attempts() + 1;
    CaseChange noted =
        Integer.bitCount(attempts) == 1
            ? change.noting(
                EventType.GRANT_ENDING,
                ME,
                Map.of(
                    "grant", ending.id().text(),
                    "attempt", Integer.toString(attempts),
                    "failed", fault.kind().name()))
            : change;
    EndGrant.Result failed = new EndGrant.Result.Failed(fault);
    return new Step.CommitOnce<>(noted, failed, failed);
  }

  /// Told when it is late for the first time, about, and then ever less often.
  private Step<EndGrant.Result> stillAllowed() {
    boolean late = !now.isBefore(ending.at().plus(IamChanges.ARRIVED));
    CaseChange change = begun().grant(ending.failed());
    int attempts = ending.attempts() + 1;
    Instant first = ending.at().plus(IamChanges.ARRIVED).plus(SweepGrants.AGAIN);
    CaseChange noted =
        late && (now.isBefore(first) || Integer.bitCount(attempts) == 1)
            ? change.noting(
                EventType.GRANT_STILL_ALLOWED,
                ME,
                Map.of("grant", ending.id().text(), "attempt", Integer.toString(attempts)))
            : change;
    return new Step.Commit<>(
        noted,
        new EndGrant.Result.Done(late ? EndGrant.Outcome.UNCONFIRMED : EndGrant.Outcome.SPREADING));
  }

  /// Records that the grant has begun to end, unless that was recorded before.
  private CaseChange begun() {
    CaseChange change = CaseChange.of(current, now);
    return current.grant().filter(grant -> grant instanceof Grant.Ending).isPresent()
        ? change
        : BeginEnding.noted(change, ending, ME);
  }

  private CaseChange revoked(Revocation made) {
    Map<String, String> details = new TreeMap<>();
    details.put("grant", ending.id().text());
    details.put("role", ending.terms().account().roleArn(ending.terms().target().roleName()));
    return switch (made) {
      case Revocation.Standing(Instant until) -> {
        details.put("until", until.toString());
        yield begun().noting(EventType.GRANT_CUT, ME, details);
      }
      case Revocation.RoleWide(Instant before, Instant until) -> {
        details.put("issuedBefore", before.toString());
        details.put("until", until.toString());
        yield begun().noting(EventType.GRANT_CUT_ROLE_WIDE, ME, details);
      }
      case Revocation.Nothing _, Revocation.Removed _ -> begun();
    };
  }

  private Map<String, String> confirmed(AccessProbe.Answer.Refused refused) {
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
}
