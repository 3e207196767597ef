package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import java.time.Instant;

/// Removes access in a target account: adds a Deny to an access role, or removes a temporary
/// policy.
public interface SessionRevoker {
  /// How long an attempt to end a grant may still write after another one has begun: longer than
  /// the function may run.
  Duration STRAGGLER = Timing.STRAGGLER;

  /// The least time that a Deny for several grants stays: until no session is left that was issued,
  /// or being issued, when it was written.
  Duration PACKED = SessionSpec.LONGEST.plus(SessionRecord.MARGIN).plus(STRAGGLER);

  /// Denies everything to the sessions of this grant, and to no others. Idempotent.
  RevocationResult cut(GrantTerms terms, Instant now);

  /// Denies everything to every session of the role that was issued before `before`: the fallback
  /// when the role has no room for another Deny. An existing role-wide Deny with a later time is
  /// kept.
  void revokeRoleWide(GrantTerms terms, Instant before);

  /// Removes the Deny of this grant, and expired Denies for several grants. Idempotent.
  void removeRevocation(GrantTerms terms, Instant now);

  /// Removes the role-wide Deny, if its time is still `before`.
  void removeRoleWideRevocation(GrantTerms terms, Instant before);

  /// Removes the grant's temporary policy. Idempotent, even when the role is gone.
  void detach(GrantTerms terms);

  /// The result of [#cut].
  sealed interface RevocationResult {
    /// The Deny is in place.
    record Done() implements RevocationResult {}

    /// The Deny is in place, and those of other grants were moved into one policy to make room.
    /// That policy must stay until [#packedUntil] and then be removed.
    record Packed() implements RevocationResult {}

    /// The role has no room for it.
    record NoRoom() implements RevocationResult {}

    /// The role no longer exists, and its sessions can do nothing.
    record NoRole() implements RevocationResult {}
  }

  /// Returns when a Deny for several grants that is written at `now` can be removed: [#PACKED]
  /// later, rounded up to five minutes, so that concurrent writers of the same Deny use the same
  /// name.
  static Instant packedUntil(Instant now) {
    long five = Duration.ofMinutes(5).toSeconds();
    long least = now.plus(PACKED).getEpochSecond() + 1;
    return Instant.ofEpochSecond(Math.ceilDiv(least, five) * five);
  }
}
