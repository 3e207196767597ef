package dev.tidegate.functions.policies;

import dev.tidegate.core.policy.PolicyHash;
import java.util.Optional;

/// Reads and writes policy hashes, plain and as entity tags.
final class PolicyTags {
  private PolicyTags() {}

  static Optional<PolicyHash> read(String text) {
    return text.matches("[0-9a-f]{64}") ? Optional.of(new PolicyHash(text)) : Optional.empty();
  }

  static String quoted(PolicyHash hash) {
    return '"' + hash.hex() + '"';
  }

  static String unquoted(String tag) {
    return tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"")
        ? tag.substring(1, tag.length() - 1)
        : tag;
  }
}
