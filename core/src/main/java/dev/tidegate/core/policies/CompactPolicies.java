package dev.tidegate.core.policies;

import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.util.Optional;

/// Encodes and decodes a parsed policy in a form that loads many times faster than its file, for
/// functions that start. Both give the same decisions; the file stays authoritative.
public interface CompactPolicies {
  /// Returns the version of the form that this release writes. It changes whenever the form, or the
  /// meaning of a file, changes.
  int form();

  /// Returns whether this release reads a version of the form: its own and the previous one, so
  /// that an upgrade keeps the policy in force, even if the language has become stricter since it
  /// was pushed.
  boolean reads(int form);

  /// Returns the compact form, the same bytes for the same policy; empty when it has none, or one
  /// larger than [PushPolicy#MOST_BYTES].
  Optional<byte[]> write(Policy policy);

  /// Decodes what [#write] wrote for the file with this hash; empty when the bytes are invalid.
  Optional<Policy> read(byte[] compact, PolicyHash hash);
}
