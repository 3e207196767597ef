package dev.tidegate.core.record;

import java.util.Base64;
import java.util.List;

/// A statement as it was signed, with the leaves that its root is over.
///
/// @param statement [Checkpoint#statement], to the byte
/// @param signature ECDSA on P-256 over the SHA-256 of the statement, in DER, as base64
/// @param leaves in the order of the ledger
public record SignedCheckpoint(String statement, String signature, List<CheckpointLeaf> leaves) {
  /// The most events that one checkpoint covers: it is kept as one item of 400 KB.
  public static final int MOST_LEAVES = 3000;

  public SignedCheckpoint {
    leaves = List.copyOf(leaves);
  }

  /// Writes the signature as text.
  public static SignedCheckpoint of(
      String statement, byte[] signature, List<CheckpointLeaf> leaves) {
    return new SignedCheckpoint(statement, Base64.getEncoder().encodeToString(signature), leaves);
  }
}
