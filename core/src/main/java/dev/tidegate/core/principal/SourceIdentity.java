package dev.tidegate.core.principal;

import dev.tidegate.core.digest.Base32;
import dev.tidegate.core.digest.HashInput;
import java.nio.charset.StandardCharsets;

/// The requester as STS and CloudTrail carry it: 2 to 64 characters of `[\w+=,.@-]`, never starting
/// with `aws:`.
///
/// It begins with the label, for people (invalid characters become `-`, at most 47 characters). The
/// 16 characters of base32 at its end are 80 bits of the SHA-256 of the canonical identity, so that
/// no two identities share a value. [AWS: STS AssumeRole, SourceIdentity]
public record SourceIdentity(String value) {
  private static final int LABEL = 47;

  /// The source identity of probes. No requester has it, since it has no dot.
  public static final SourceIdentity PROBE = new SourceIdentity("tidegate-probe");

  public SourceIdentity {
    if (!value.matches("[\\w+=,.@-]{2,64}")) {
      throw new IllegalArgumentException("source identity: 2 to 64 of [\\w+=,.@-] expected");
    }
  }

  /// Returns the value for a principal; the same identity with the same label always gives the same
  /// value.
  public static SourceIdentity of(PrincipalId id, String label) {
    String readable = label.replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
    String hash =
        Base32.encode(HashInput.sha256(id.canonical().getBytes(StandardCharsets.UTF_8)), 16);
    return new SourceIdentity(
        readable.substring(0, Math.min(LABEL, readable.length())) + "." + hash);
  }
}
