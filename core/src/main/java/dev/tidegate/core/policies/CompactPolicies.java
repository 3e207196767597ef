package dev.tidegate.core.policies;

import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.util.Optional;

/// Writes and reads a parsed policy in a form that loads many times faster than its file, for
/// functions that start. It gives the same answers; the file stays what the policy is.
public interface CompactPolicies {
  /// Returns the number of the form that this release writes. It changes with whatever changes the
  /// form, or what a file means.
  int form();

  /// Returns whether this release reads the form of a number: its own, and the one before, so that
  /// an upgrade goes on with the policy in force, also where the language has become stricter since
  /// it was pushed.
  boolean reads(int form);

  /// Returns the compact form, the same bytes for the same policy; nothing when it has none, or one
  /// that is larger than [PushPolicy#MOST_BYTES].
  Optional<byte[]> write(Policy policy);

  /// Reads what [#write] wrote, of the file with this hash; nothing when these are other bytes.
  Optional<Policy> read(byte[] compact, PolicyHash hash);
}
