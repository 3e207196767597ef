package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import java.time.Instant;

/// Takes access away in a target account: adds a Deny to an access role, or removes a policy of
/// Tidegate's.
public interface SessionRevoker {
  /// How long an attempt to end a grant may still write after another has begun: longer than the
  /// function may run.
  Duration STRAGGLER = Timing.STRAGGLER;

  /// How long a Deny for several grants stands at least: until no session is left that was issued
  /// before it was made, nor one that was on its way then.
  Duration PACKED = SessionSpec.LONGEST.plus(SessionRecord.MARGIN).plus(STRAGGLER);

  /// Denies everything to the sessions of this grant, and to no others. Doing it twice leaves one
  /// Deny.
  CutResult cut(GrantTerms terms, Instant now);

  /// Denies everything to every session of the role that was issued before `before`: the fallback
  /// when the role has no room for one more Deny. A role-wide Deny that reaches further stays as it
  /// is.
  void cutRoleWide(GrantTerms terms, Instant before);

  /// Removes the Deny of this grant, and Denies for several grants whose time is over; removing
  /// what is not there is fine.
  void removeCut(GrantTerms terms, Instant now);

  /// Removes the role-wide Deny if it still is the one for `before`.
  void removeRoleWideCut(GrantTerms terms, Instant before);

  /// Removes the grant's temporary policy; removing what is not there, or from a role that is gone,
  /// is fine.
  void detach(GrantTerms terms);

  /// What came of a cut.
  sealed interface CutResult {
    /// The Deny stands.
    record Done() implements CutResult {}

    /// The Deny stands, and those of other grants were put into one policy to make room: it has to
    /// stay until [#packedUntil], and then to be removed.
    record Packed() implements CutResult {}

    /// The role has no room for it.
    record NoRoom() implements CutResult {}

    /// The role no longer exists, and its sessions can do nothing.
    record NoRole() implements CutResult {}
  }

  /// Returns from when on a Deny for several grants that is made at `now` can be removed: [#PACKED]
  /// later, in whole five minutes, so that those who make the same one call it the same.
  static Instant packedUntil(Instant now) {
    long five = Duration.ofMinutes(5).toSeconds();
    long least = now.plus(PACKED).getEpochSecond() + 1;
    return Instant.ofEpochSecond(Math.ceilDiv(least, five) * five);
  }
}
