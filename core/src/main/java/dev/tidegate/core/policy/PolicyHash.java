package dev.tidegate.core.policy;

import dev.tidegate.core.digest.HashInput;
import java.util.HexFormat;

/// The SHA-256 of a policy file's bytes, 64 hexadecimal digits. It identifies the policy of a
/// decision.
public record PolicyHash(String hex) {
  public PolicyHash {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("policy hash: 64 hexadecimal digits expected");
    }
  }

  /// Returns the hash of a file.
  public static PolicyHash of(byte[] file) {
    return new PolicyHash(HexFormat.of().formatHex(HashInput.sha256(file)));
  }
}
