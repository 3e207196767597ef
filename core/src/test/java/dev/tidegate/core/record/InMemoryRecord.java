package dev.tidegate.core.record;

import dev.tidegate.core.fault.Fault;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The ledger, its checkpoints, the archive and a signing key, in memory.
public final class InMemoryRecord
    implements RecordReader, CheckpointStore, CheckpointSigner, CheckpointArchive {
  private static final Comparator<LedgerPosition> ORDER =
      Comparator.comparing(LedgerPosition::at)
          .thenComparing(LedgerPosition::subject)
          .thenComparing(LedgerPosition::seq);

  private final KeyPair keys = newKeys();
  private final NavigableMap<LedgerPosition, Entry> events = new TreeMap<>(ORDER);
  private final NavigableMap<Instant, SignedCheckpoint> checkpoints = new TreeMap<>();
  private final Map<Long, SignedCheckpoint> archive = new HashMap<>();
  private boolean failsToAdd;

  /// Puts an event where it belongs.
  public void put(AuditEvent event, Optional<Instant> prevAt) {
    events.put(LedgerPosition.of(event), new Recorded(event, prevAt));
  }

  /// Puts something where it belongs.
  public void put(Entry entry) {
    events.put(entry.place(), entry);
  }

  /// Damages what lies in a place so that it cannot be read.
  public void poison(LedgerPosition place) {
    events.put(place, new Unreadable(place, "f".repeat(64)));
  }

  /// Takes an event away, as somebody with too many rights would.
  public void remove(AuditEvent event) {
    events.remove(LedgerPosition.of(event));
  }

  /// Lets the next checkpoint be kept in the archive and not beside the ledger.
  public void failToAdd() {
    failsToAdd = true;
  }

  /// Returns what the archive holds, by number.
  public Map<Long, SignedCheckpoint> archive() {
    return Map.copyOf(archive);
  }

  /// Returns every checkpoint, oldest first.
  public List<SignedCheckpoint> checkpoints() {
    return List.copyOf(checkpoints.values());
  }

  /// Returns the keys that it signs with.
  public KeyPair keys() {
    return keys;
  }

  @Override
  public RecordReader.Part read(LedgerPosition place, Instant until, int most) {
    List<Entry> found =
        events.subMap(place, false, LedgerPosition.before(until), false).values().stream()
            .limit(most)
            .toList();
    return new RecordReader.Part(
        found, found.size() == most ? Optional.of(found.getLast().place()) : Optional.empty());
  }

  @Override
  public Optional<Entry> at(LedgerPosition place) {
    return Optional.ofNullable(events.get(place));
  }

  @Override
  public Optional<SignedCheckpoint> last() {
    return Optional.ofNullable(checkpoints.lastEntry()).map(Map.Entry::getValue);
  }

  @Override
  public boolean add(Checkpoint checkpoint, SignedCheckpoint signed) {
    if (failsToAdd) {
      failsToAdd = false;
      throw new Fault(Fault.Kind.BUSY, "not this time");
    }
    boolean known =
        checkpoints.values().stream()
            .flatMap(other -> Checkpoint.parse(other.statement()).stream())
            .anyMatch(other -> other.number() == checkpoint.number());
    return !known && checkpoints.putIfAbsent(checkpoint.until(), signed) == null;
  }

  @Override
  public CheckpointStore.Part covering(
      Instant from, Instant to, Optional<Instant> after, int most) {
    List<SignedCheckpoint> found = new ArrayList<>();
    for (Map.Entry<Instant, SignedCheckpoint> entry :
        checkpoints.tailMap(after.filter(from::isBefore).orElse(from), false).entrySet()) {
      Checkpoint read = Checkpoint.parse(entry.getValue().statement()).orElseThrow();
      if (!read.from().isBefore(to)) {
        break;
      }
      found.add(entry.getValue());
      if (found.size() == most) {
        return new CheckpointStore.Part(found, Optional.of(entry.getKey()));
      }
    }
    return new CheckpointStore.Part(found, Optional.empty());
  }

  @Override
  public void keep(Checkpoint checkpoint, SignedCheckpoint signed) {
    archive.put(checkpoint.number(), signed);
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
