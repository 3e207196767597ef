package dev.tidegate.core.principal;

import dev.tidegate.core.digest.Base32;
import dev.tidegate.core.digest.HashInput;
import java.nio.charset.StandardCharsets;

/// The requester as STS and CloudTrail carry it: 2 to 64 characters of `[\w+=,.@-]`, never starting
/// with `aws:`.
///
/// The label is for the eye (what does not fit becomes `-`, cut at 47 characters); the 16
/// characters of base32 behind it are 80 bits of the SHA-256 of the canonical identity, so two
/// identities never share a value. [AWS: STS AssumeRole, SourceIdentity]
public record SourceIdentity(String value) {
  private static final int LABEL = 47;

  /// Of sessions that are made to try whether a grant's are refused. No requester's: it has no dot.
  public static final SourceIdentity PROBE = new SourceIdentity("tidegate-probe");

  public SourceIdentity {
    if (!value.matches("[\\w+=,.@-]{2,64}")) {
      throw new IllegalArgumentException("source identity: 2 to 64 of [\\w+=,.@-] expected");
    }
  }

  /// Maps a principal; the same principal under the same label always gives the same value.
  public static SourceIdentity of(PrincipalId id, String label) {
    String readable = label.replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
    String hash =
        Base32.encode(HashInput.sha256(id.canonical().getBytes(StandardCharsets.UTF_8)), 16);
    return new SourceIdentity(
        readable.substring(0, Math.min(LABEL, readable.length())) + "." + hash);
  }
}
