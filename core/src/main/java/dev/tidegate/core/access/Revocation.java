package dev.tidegate.core.access;

import java.time.Instant;

/// What was done in the target account to end a grant, and what of it is still in place.
public sealed interface Revocation {
  /// Nothing needed to be revoked: no session can still be used, and any temporary policy is gone.
  record Nothing() implements Revocation {}

  /// A Deny for this grant is in place on the access role until the last session that it affects
  /// has expired, and no other attempt to end the grant can still be writing one.
  record Standing(Instant until) implements Revocation {}

  /// The role had no room for another Deny: every session issued before `before` is revoked,
  /// including this grant's. The role-wide Deny is in place until `until`.
  record RoleWide(Instant before, Instant until) implements Revocation {}

  /// The Deny was removed when no session was left that it affected.
  record Removed(Instant at) implements Revocation {}
}
