package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.policies.CompactPolicies;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Encodes and decodes the compact form of a parsed policy, which loads without a YAML parser. See
/// `docs/designs/0010-a-policy-that-loads-fast.md`.
public final class CompactPolicy implements CompactPolicies {
  /// The version of the format. It must be raised with every change of the format or of what a file
  /// means; a test with the bytes of the company's example fails until that is done.
  static final int FORM = 2;

  /// The format of the previous release, which is still read. [CompactReader] lists the
  /// differences.
  static final int BEFORE = 1;

  @Override
  public int form() {
    return FORM;
  }

  @Override
  public boolean reads(int form) {
    return form == FORM || form == BEFORE;
  }

  @Override
  public Optional<byte[]> write(Policy policy) {
    try {
      byte[] compact = new CompactWriter().write(policy);
      return compact.length > PushPolicy.MOST_BYTES ? Optional.empty() : Optional.of(compact);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Policy> read(byte[] compact, PolicyHash hash) {
    if (compact.length == 0 || !reads(compact[0])) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CompactReader(compact).read(hash));
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | DateTimeException
        | NoSuchElementException e) {
      return Optional.empty();
    }
  }
}
