package dev.tidegate.core.access;

import java.time.Instant;

/// What was done at the target account to end a grant, and what of it still stands.
public sealed interface Revocation {
  /// Nothing was live: no session that could still be used, and any temporary policy is gone.
  record Nothing() implements Revocation {}

  /// A Deny for this grant stands on the access role until the last session it cuts has expired,
  /// and no other attempt to end the grant can still be writing one.
  record Standing(Instant until) implements Revocation {}

  /// The role's space was used up: every session issued before `before` is cut, this grant's among
  /// them. The role-wide Deny stands until `until`.
  record RoleWide(Instant before, Instant until) implements Revocation {}

  /// What stood was removed when it had nothing left to cut.
  record Removed(Instant at) implements Revocation {}
}
