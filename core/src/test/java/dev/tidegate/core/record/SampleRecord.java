package dev.tidegate.core.record;

import dev.tidegate.core.principal.Actor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A record as it is exported: chains of several subjects, checkpoints signed with a key that was
/// made for the purpose, and some events that no checkpoint covers yet.
public final class SampleRecord {
  /// When its first window begins.
  public static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

  /// How long each window is.
  public static final int SECONDS = 300;

  /// One line of an export.
  public sealed interface Line {
    /// An event.
    record Event(AuditEvent event) implements Line {}

    /// A checkpoint.
    record Check(SignedCheckpoint signed) implements Line {}

    /// Something in the place of an event that cannot be read.
    record Unreadable(CheckpointLeaf leaf) implements Line {}
  }

  private final KeyPair keys = newKeys();
  private final List<Line> lines = new ArrayList<>();
  private final Instant signedUntil;

  /// Makes a record of `windows` signed windows, and one more that is not.
  public SampleRecord(long seed, int windows) {
    Random random = new Random(seed);
    signedUntil = BEGIN.plusSeconds((long) windows * SECONDS);
    Map<String, ChainHead> heads = new HashMap<>();
    String prev = ChainHead.START.hash();
    for (int window = 0; window <= windows; window++) {
      Instant from = BEGIN.plusSeconds((long) window * SECONDS);
      List<AuditEvent> events = window(random, heads, from);
      if (window < windows) {
        List<CheckpointLeaf> leaves = events.stream().map(CheckpointLeaf::of).toList();
        Checkpoint checkpoint =
            new Checkpoint(
                window + 1L,
                from,
                from.plusSeconds(SECONDS),
                leaves.size(),
                MerkleTree.root(leaves),
                prev,
                List.of());
        prev = checkpoint.hash();
        lines.add(new Line.Check(sign(keys, checkpoint, leaves)));
      }
      events.forEach(event -> lines.add(new Line.Event(event)));
    }
  }

  private static List<AuditEvent> window(
      Random random, Map<String, ChainHead> heads, Instant from) {
    List<AuditEvent> events = new ArrayList<>();
    for (int i = 0; i < 4 + random.nextInt(12); i++) {
      String subject = random.nextInt(5) == 0 ? "policy" : "r-000000000000000" + random.nextInt(8);
      ChainHead head = heads.getOrDefault(subject, ChainHead.START);
      AuditEvent event =
          AuditEvent.after(
              head,
              subject,
              from.plusSeconds(random.nextInt(SECONDS)),
              EventType.values()[random.nextInt(EventType.values().length)],
              new Actor.Function("sweep-grants"),
              Map.of("n", Integer.toString(random.nextInt()), "reason", "a \"b\"\n→"));
      heads.put(subject, event.head());
      events.add(event);
    }
    events.sort(
        Comparator.comparing(AuditEvent::at)
            .thenComparing(AuditEvent::subject)
            .thenComparing(AuditEvent::seq));
    return events;
  }

  /// Returns the lines.
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /// Returns up to when checkpoints cover it.
  public Instant signedUntil() {
    return signedUntil;
  }

  /// Returns the key that it is to be verified with.
  public PublicKey key() {
    return keys.getPublic();
  }

  /// Signs a checkpoint as this record's are.
  public SignedCheckpoint signed(Checkpoint checkpoint, List<CheckpointLeaf> leaves) {
    return sign(keys, checkpoint, leaves);
  }

  /// Returns what verifying `lines` with this record's key comes to.
  public RecordVerifier.Outcome verify(List<Line> lines) {
    RecordVerifier verification = new RecordVerifier(key(), BEGIN, signedUntil);
    for (Line line : lines) {
      switch (line) {
        case Line.Event(AuditEvent event) -> verification.event(event);
        case Line.Check(SignedCheckpoint signed) -> verification.checkpoint(signed);
        case Line.Unreadable(CheckpointLeaf leaf) -> verification.unreadable(leaf);
      }
    }
    return verification.finish();
  }

  static SignedCheckpoint sign(KeyPair by, Checkpoint checkpoint, List<CheckpointLeaf> leaves) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(by.getPrivate());
      signer.update(checkpoint.statement().getBytes(StandardCharsets.UTF_8));
      return SignedCheckpoint.of(checkpoint.statement(), signer.sign(), leaves);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
