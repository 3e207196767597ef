package dev.tidegate.core.record;

/// Signs checkpoints with a key that never leaves its store.
public interface CheckpointSigner {
  /// Returns the signature of `message`: ECDSA on P-256 over its SHA-256, in DER.
  byte[] sign(byte[] message);
}
