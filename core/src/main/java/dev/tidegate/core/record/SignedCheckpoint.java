package dev.tidegate.core.record;

import java.util.Base64;
import java.util.List;

/// A signed statement, with the leaves of its root.
///
/// @param statement the exact text of [Checkpoint#statement]
/// @param signature ECDSA on P-256 over the SHA-256 of the statement, in DER, as base64
/// @param leaves in the order of the ledger
public record SignedCheckpoint(String statement, String signature, List<CheckpointLeaf> leaves) {
  /// The limit on events of one checkpoint, which is stored as one item of at most 400 KB.
  public static final int MOST_LEAVES = 3000;

  public SignedCheckpoint {
    leaves = List.copyOf(leaves);
  }

  /// Creates a signed checkpoint and encodes the signature.
  public static SignedCheckpoint of(
      String statement, byte[] signature, List<CheckpointLeaf> leaves) {
    return new SignedCheckpoint(statement, Base64.getEncoder().encodeToString(signature), leaves);
  }
}
