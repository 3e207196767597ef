package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.digest.HashInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes access away in a target account: adds a Deny to an access role, or removes a policy of
/// Tidegate's.
public interface SessionRevoker {
  /// How long an attempt to end a grant may still write after another has begun: longer than the
  /// function may run.
  Duration STRAGGLER = Duration.ofMinutes(3);

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

  /// Returns the name of the inline policy that cuts `grant`.
  static String cutName(GrantId grant) {
    return CUT_PREFIX + grant.text();
  }

  /// Returns from when on a Deny for several grants that is made at `now` can be removed: [#PACKED]
  /// later, in whole five minutes, so that those who make the same one call it the same.
  static Instant packedUntil(Instant now) {
    long five = Duration.ofMinutes(5).toSeconds();
    long least = now.plus(PACKED).getEpochSecond() + 1;
    return Instant.ofEpochSecond(Math.ceilDiv(least, five) * five);
  }

  /// Returns the name of the inline policy that cuts several grants and can be removed from `until`
  /// on. Policies of different content have different names, so none replaces another.
  static String packName(Instant until, String document) {
    return PACK_PREFIX
        + until.getEpochSecond()
        + "-"
        + new HashInput().add(document).hex().substring(0, 16);
  }

  /// Reads from which second on a Deny for several grants can be removed; nothing when the name is
  /// of something else.
  static Optional<Instant> packUntil(String name) {
    Matcher found = PACK.matcher(name);
    return found.matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(found.group(1))))
        : Optional.empty();
  }

  /// Returns the name of the inline policy that gives `grant` to an existing role.
  static String temporaryName(GrantId grant) {
    return TEMPORARY_PREFIX + grant.text();
  }

  /// What the name of a policy that gives a grant to an existing role begins with.
  String TEMPORARY_PREFIX = "Tidegate-";

  /// What the name of a Deny for one grant begins with.
  String CUT_PREFIX = "TidegateDeny-";

  /// What the name of a Deny for several grants begins with.
  String PACK_PREFIX = "TidegateDenies-";

  /// The names of Denies for several grants: when it can be removed, and a hash of what it holds.
  Pattern PACK = Pattern.compile(PACK_PREFIX + "([0-9]{1,12})-[0-9a-f]{16}");

  /// The name of the role-wide cut.
  String ROLE_WIDE = "TidegateCut";

  /// The name of a Deny that nothing meets: it keeps room for the role-wide cut.
  String RESERVE = "TidegateReserve";
}
