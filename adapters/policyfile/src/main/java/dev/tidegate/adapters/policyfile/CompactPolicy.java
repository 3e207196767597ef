package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.policies.CompactPolicies;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The compact form of a parsed policy. See `docs/designs/0010-a-policy-that-loads-fast.md`.
public final class CompactPolicy implements CompactPolicies {
  /// Raise it with every change of the form or of what a file means: a test that knows the bytes of
  /// the company's example fails until that is done.
  static final int FORM = 2;

  /// The form of the release before: the same without what [CompactReader] says is new.
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
