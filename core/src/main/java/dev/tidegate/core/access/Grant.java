package dev.tidegate.core.access;

import dev.tidegate.core.entitlement.Target;
import java.time.Duration;
import java.time.Instant;

/// Access that was given: Scheduled, Active, Ending, Ended. Each state has only the ways on that
/// exist, so an illegal transition does not compile.
public sealed interface Grant {
  /// Returns what was granted.
  GrantTerms terms();

  /// Returns the id.
  default GrantId id() {
    return terms().id();
  }

  /// Decided, not given yet.
  record Scheduled(GrantTerms terms) implements Grant {
    /// Its end is scheduled and, for a temporary policy, the policy is attached.
    public Active activate(Instant at) {
      return new Active(terms, at);
    }

    /// Ends before it was known to be active.
    public Ending end(EndCause cause, Instant at) {
      return new Ending(terms, cause, at, 0, false);
    }
  }

  /// Confirmed: sessions may be issued, or the temporary policy is attached.
  record Active(GrantTerms terms, Instant since) implements Grant {
    /// Ends. A giver may have begun up to the moment at which the grant became Active: twice the
    /// same call, one of them late.
    public Ending end(EndCause cause, Instant at) {
      return new Ending(terms, cause, at, 0, !at.isBefore(since.plus(Ending.GIVER)));
    }
  }

  /// Being ended: durable, and retried until it is confirmed.
  ///
  /// @param attempts how often ending it has failed so far
  /// @param giverGone whether no call that gives can have been under way as it was ended
  record Ending(GrantTerms terms, EndCause cause, Instant at, int attempts, boolean giverGone)
      implements Grant {
    /// How long a giver that had already started may still write: longer than its function's
    /// timeout.
    public static final Duration GIVER = Duration.ofMinutes(3);

    /// One more attempt failed.
    public Ending failed() {
      return new Ending(terms, cause, at, attempts + 1, giverGone);
    }

    /// Says whether a giver that was under way when the end came can no longer write. A session is
    /// never given before the grant is Active, so only a temporary policy may have been on its way.
    public boolean settled(Instant now) {
      return giverGone
          || terms.target() instanceof Target.AccessRole
          || !now.isBefore(at.plus(GIVER));
    }

    /// Access is gone.
    public Ended ended(Instant when, Revocation cut) {
      return new Ended(terms, cause, at, when, cut);
    }
  }

  /// Over.
  ///
  /// @param since when it began to end
  record Ended(GrantTerms terms, EndCause cause, Instant since, Instant at, Revocation cut)
      implements Grant {
    /// What cuts its sessions was put back, and stands until then.
    public Ended standing(Instant until) {
      return new Ended(terms, cause, since, at, new Revocation.Standing(until));
    }

    /// What still stood at the target account is gone, too.
    public Ended cleaned(Instant when) {
      return new Ended(terms, cause, since, at, new Revocation.Removed(when));
    }
  }
}
