package dev.tidegate.core.access;

import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import java.time.Instant;

/// Access that was granted: Scheduled, Active, Ending, Ended. Each state exposes only its legal
/// transitions, so an illegal one does not compile.
public sealed interface Grant {
  /// Returns what was granted.
  GrantTerms terms();

  /// Returns the id.
  default GrantId id() {
    return terms().id();
  }

  /// Decided, but access is not given yet.
  record Scheduled(GrantTerms terms) implements Grant {
    /// Activates the grant. Its end must be scheduled and, for a temporary policy, the policy
    /// attached.
    public Active activate(Instant at) {
      return new Active(terms, at);
    }

    /// Begins the end of a grant that is not known to be active.
    public Ending end(EndCause cause, Instant at) {
      return new Ending(terms, cause, at, 0, false);
    }
  }

  /// Confirmed: sessions may be issued, or the temporary policy is attached.
  record Active(GrantTerms terms, Instant since) implements Grant {
    /// Begins the end. A repeated call that gives access may have begun at any time until the grant
    /// became Active.
    public Ending end(EndCause cause, Instant at) {
      return new Ending(terms, cause, at, 0, !at.isBefore(since.plus(Ending.GIVER)));
    }
  }

  /// Being ended: durable, and retried until it is confirmed.
  ///
  /// @param attempts how often ending it has failed
  /// @param giverGone whether no call that gives access can still have been running when the end
  ///   began
  record Ending(GrantTerms terms, EndCause cause, Instant at, int attempts, boolean giverGone)
      implements Grant {
    /// How long a call that gives access, and had already started, may still write: longer than its
    /// function's timeout.
    public static final Duration GIVER = Timing.STRAGGLER;

    /// Counts another failed attempt.
    public Ending failed() {
      return new Ending(terms, cause, at, attempts + 1, giverGone);
    }

    /// Returns whether a call that gives access, and was running when the end began, can no longer
    /// write. Sessions are issued only after the grant is Active, so this concerns temporary
    /// policies alone.
    public boolean settled(Instant now) {
      return giverGone
          || terms.target() instanceof Target.AccessRole
          || !now.isBefore(at.plus(GIVER));
    }

    /// Ends the grant: access is gone.
    public Ended ended(Instant when, Revocation cut) {
      return new Ended(terms, cause, at, when, cut);
    }
  }

  /// Over.
  ///
  /// @param since when its end began
  record Ended(GrantTerms terms, EndCause cause, Instant since, Instant at, Revocation cut)
      implements Grant {
    /// Its Deny was restored, and stands until `until`.
    public Ended standing(Instant until) {
      return new Ended(terms, cause, since, at, new Revocation.Standing(until));
    }

    /// Its Deny was removed from the target account.
    public Ended cleaned(Instant when) {
      return new Ended(terms, cause, since, at, new Revocation.Removed(when));
    }
  }
}
