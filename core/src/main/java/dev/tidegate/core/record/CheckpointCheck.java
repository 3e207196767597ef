package dev.tidegate.core.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Checks that a checkpoint is signed, follows from the previous one, and comes with the list of
/// events that it signs.
final class CheckpointCheck {
  private CheckpointCheck() {}

  /// Returns what is wrong with `signed`, whose statement is `next`; empty when nothing is.
  ///
  /// @param last the previous checkpoint, if any
  /// @param from the time from which checkpoints must cover the record
  static Optional<String> objection(
      Checkpoint next,
      SignedCheckpoint signed,
      Optional<Checkpoint> last,
      Instant from,
      PublicKey key) {
    if (!isSigned(signed, key)) {
      return Optional.of("its signature is not by this key, or its statement was changed");
    }
    if (last.isPresent()) {
      Checkpoint before = last.get();
      if (next.number() > before.number() + 1) {
        return Optional.of("checkpoint " + (before.number() + 1) + " before it was removed");
      }
      if (next.number() <= before.number()) {
        return Optional.of("it stands after checkpoint " + before.number() + ": it was moved");
      }
      if (!next.prev().equals(before.hash()) || !next.from().equals(before.until())) {
        return Optional.of("it does not follow from checkpoint " + before.number());
      }
    } else if (next.number() == 1 && !next.prev().equals(ChainHead.START.hash())) {
      return Optional.of("it is the first, and yet names one before it");
    } else if (next.number() > 1 && next.from().isAfter(from)) {
      return Optional.of("the one before it was removed: the record should be signed from " + from);
    }
    if (next.events() != signed.leaves().size()
        || !next.root().equals(MerkleTree.root(signed.leaves()))) {
      return Optional.of("its list of events was changed");
    }
    return Optional.empty();
  }

  private static boolean isSigned(SignedCheckpoint signed, PublicKey key) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update(signed.statement().getBytes(StandardCharsets.UTF_8));
      byte[] signature = Base64.getDecoder().decode(signed.signature());
      // Only the canonical encoding is accepted; the decoders accept several.
      return Base64.getEncoder().encodeToString(signature).equals(signed.signature())
          && EcdsaSignature.isDer(signature)
          && verifier.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }
}
