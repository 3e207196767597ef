package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SessionCount;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// What is next on the way to the end of a grant, decided from its case and the time alone.
///
/// A plan holds all that carrying it out takes, the moment included: [EndGrant] makes the AWS calls
/// that it names, and looks at no clock and no state of the grant again.
sealed interface EndPlan {
  /// Decides what is next for `grant` at `now`.
  static EndPlan of(AccessCase current, Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _ ->
          BeginEnding.byTime(grant, now)
              .<EndPlan>map(ending -> TakeAway.of(new EndAttempt(current, ending, now)))
              .orElseGet(() -> new Nothing(EndGrant.Outcome.NOT_DUE));
      case Grant.Ending ending -> TakeAway.of(new EndAttempt(current, ending, now));
      case Grant.Ended ended -> RemoveRevocation.of(current, ended, now);
    };
  }

  /// Calls nothing and writes nothing.
  record Nothing(EndGrant.Outcome why) implements EndPlan {}

  /// Makes sure that nobody has access any more.
  sealed interface TakeAway extends EndPlan {
    /// Returns the attempt to end the grant that this is a part of.
    EndAttempt attempt();

    private static TakeAway of(EndAttempt attempt) {
      Grant.Ending ending = attempt.ending();
      return switch (ending.terms().target()) {
        case Target.ExistingRole _ -> new Detach(attempt);
        case Target.AccessRole _ -> {
          SessionCount sessions = attempt.current().sessions();
          yield sessions.liveAt(attempt.now())
              ? new RevokeSessions(attempt, sessions.lastExpiry().orElse(attempt.now()))
              : withoutSessions(attempt, sessions.lastExpiry().orElse(Instant.MIN));
        }
      };
    }

    /// An earlier attempt may have put something in place without a word of it being written, while
    /// sessions of the grant were left that have expired since. It is removed once no such attempt
    /// can still be under way.
    private static TakeAway withoutSessions(EndAttempt attempt, Instant lastExpiry) {
      Grant.Ending ending = attempt.ending();
      boolean early = early(ending.cause());
      Instant first = early ? ending.at() : ending.terms().endsAt();
      if (!lastExpiry.isAfter(first)) {
        return new NoSessions(attempt);
      }
      Instant clear =
          early ? roleWideUntil(ending.at()) : lastExpiry.plus(SessionRevoker.STRAGGLER);
      return attempt.now().isBefore(clear)
          ? new Settle(attempt)
          : new RemoveLeftOvers(
              attempt, early ? Optional.of(lastIssue(ending.at())) : Optional.empty());
    }
  }

  /// Detaches the temporary policy.
  record Detach(EndAttempt attempt) implements TakeAway {}

  /// Revokes the sessions that could still be used.
  ///
  /// @param lastExpiry when the last of them expires
  record RevokeSessions(EndAttempt attempt, Instant lastExpiry) implements TakeAway {
    /// Returns what stands on the access role, or is to be put there when it is
    /// [Revocation.RoleWide]; nothing when there is no room for the Deny that a natural end adds to
    /// the date condition.
    Optional<Revocation> after(SessionRevoker.RevocationResult result) {
      Grant.Ending ending = attempt.ending();
      boolean early = early(ending.cause());
      Instant wide = roleWideUntil(ending.at());
      Instant expired = lastExpiry.plus(SessionRevoker.STRAGGLER);
      boolean mayBeWide = early && ending.attempts() > 0 && wide.isAfter(expired);
      Instant alone = mayBeWide ? wide : expired;
      return switch (result) {
        case SessionRevoker.RevocationResult.Done() -> Optional.of(new Revocation.Standing(alone));
        case SessionRevoker.RevocationResult.Packed() -> {
          Instant packed = SessionRevoker.packedUntil(attempt.now());
          yield Optional.of(new Revocation.Standing(packed.isAfter(alone) ? packed : alone));
        }
        case SessionRevoker.RevocationResult.NoRole() -> Optional.of(new Revocation.Nothing());
        case SessionRevoker.RevocationResult.NoRoom() ->
            early
                ? Optional.of(new Revocation.RoleWide(lastIssue(ending.at()), wide))
                : Optional.empty();
      };
    }
  }

  /// There is nothing to take away: no session was issued that outlived the moment at which the
  /// grant began to end.
  record NoSessions(EndAttempt attempt) implements TakeAway {}

  /// Waits for an earlier attempt that may still write.
  record Settle(EndAttempt attempt) implements TakeAway {}

  /// Removes what an earlier attempt may have left behind.
  ///
  /// @param roleWide the role-wide revocation that it may have made: of sessions issued before this
  record RemoveLeftOvers(EndAttempt attempt, Optional<Instant> roleWide) implements TakeAway {}

  /// Removes what revoked the sessions of an Ended grant, since none of them is left.
  ///
  /// @param single whether the grant had a Deny of its own
  /// @param roleWide the role-wide revocation that it made, or that an attempt which failed after
  ///   making it left behind: of sessions issued before this
  record RemoveRevocation(
      AccessCase current,
      Grant.Ended ended,
      boolean single,
      Optional<Instant> roleWide,
      Instant now)
      implements EndPlan {
    private static EndPlan of(AccessCase current, Grant.Ended ended, Instant now) {
      return switch (ended.cut()) {
        case Revocation.Nothing _, Revocation.Removed _ ->
            new Nothing(EndGrant.Outcome.NOTHING_TO_DO);
        case Revocation.Standing(Instant until) -> {
          boolean wide = early(ended.cause()) && !now.isBefore(roleWideUntil(ended.since()));
          Optional<Instant> before =
              wide ? Optional.of(lastIssue(ended.since())) : Optional.empty();
          yield now.isBefore(until)
              ? new Nothing(EndGrant.Outcome.NOT_DUE)
              : new RemoveRevocation(current, ended, true, before, now);
        }
        case Revocation.RoleWide(Instant before, Instant until) ->
            now.isBefore(until)
                ? new Nothing(EndGrant.Outcome.NOT_DUE)
                : new RemoveRevocation(current, ended, false, Optional.of(before), now);
      };
    }

    /// Returns the change that records the removal.
    CaseChange change() {
      return CaseChange.of(current, now)
          .grant(ended.cleaned(now))
          .noting(
              EventType.GRANT_CUT_REMOVED,
              new Actor.Function("end-grant"),
              Map.of("grant", ended.id().text()));
    }
  }

  private static boolean early(EndCause cause) {
    return !(cause instanceof EndCause.Time);
  }

  /// Returns the second after which no session of a grant that began to end at `since` can have
  /// been issued. It depends on the grant alone, so every attempt makes the same role-wide
  /// revocation.
  private static Instant lastIssue(Instant since) {
    return since.plus(SessionRecord.MARGIN).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  /// Returns until when a role-wide revocation stands: until no session of the role is left from
  /// before it, since that of another grant may have become one with it.
  private static Instant roleWideUntil(Instant since) {
    return lastIssue(since).plus(SessionSpec.LONGEST).plus(SessionRevoker.STRAGGLER);
  }
}
