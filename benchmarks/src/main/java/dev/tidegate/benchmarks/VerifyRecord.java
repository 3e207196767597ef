package dev.tidegate.benchmarks;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.CheckpointLeaf;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.MerkleTree;
import dev.tidegate.core.record.SignedCheckpoint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How many events a second `tidegate audit verify` gets through: an export of a million events,
/// ten to a request, five hundred to a checkpoint, verified by the packaged program.
public final class VerifyRecord {
  private static final int EVENTS = 1_000_000;
  private static final int EACH = 10;
  private static final int SIGNED = 500;
  private static final int RUNS = 3;
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

  private final KeyPair keys;
  private String prev = ChainHead.START.hash();
  private long number;

  private VerifyRecord(KeyPair keys) {
    this.keys = keys;
  }

  /// Takes the folder of the repository, built.
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    Path scratch = Files.createTempDirectory("tidegate-record");
    Path export = scratch.resolve("record.jsonl");
    Path key = scratch.resolve("key.pem");
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      Files.writeString(
          key,
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
              + "\n-----END PUBLIC KEY-----\n");
      new VerifyRecord(keys).write(export);
      double[] millis = new double[RUNS];
      Processes.Command command =
          new Processes.Command(
              List.of(
                  root.resolve("cli/target/tidegate/bin/tidegate").toString(),
                  "audit",
                  "verify",
                  export.toString(),
                  "--key",
                  key.toString()),
              Map.of("TIDEGATE_CACHE", "off", "HOME", scratch.toString()));
      for (int i = 0; i < RUNS; i++) {
        long began = System.nanoTime();
        Processes.once(command);
        millis[i] = (System.nanoTime() - began) / 1e6;
      }
      Sample sample = new Sample(millis);
      System.out.printf(
          Locale.ROOT,
          "%d events, %d MB, %d checkpoints: %.1f s (%.1f to %.1f), %.0f events a second%n",
          EVENTS,
          Files.size(export) / 1024 / 1024,
          EVENTS / SIGNED,
          sample.median() / 1000,
          sample.min() / 1000,
          sample.max() / 1000,
          EVENTS / (sample.median() / 1000));
    } finally {
      Files.deleteIfExists(export);
      Files.deleteIfExists(key);
      Files.deleteIfExists(scratch);
    }
  }

  private void write(Path file) throws IOException, GeneralSecurityException {
    Instant end = BEGIN.plusSeconds(EVENTS);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "{\"export\":{\"form\":\"tidegate export 1\",\"from\":\"%s\",\"to\":\"%s\",\"at\":\"%s\"}}\n"
              .formatted(BEGIN, end, end));
      ChainHead head = ChainHead.START;
      List<AuditEvent> window = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        head = i % EACH == 0 ? ChainHead.START : head;
        AuditEvent event = event(head, i);
        head = event.head();
        window.add(event);
        if (window.size() == SIGNED) {
          write(window, out);
          window.clear();
        }
      }
      out.write("{\"end\":{\"events\":%d,\"checkpoints\":%d}}\n".formatted(EVENTS, number));
    }
  }

  private static AuditEvent event(ChainHead head, int i) {
    return AuditEvent.after(
        head,
        "r-%016d".formatted(i / EACH),
        BEGIN.plusSeconds(i),
        EventType.SESSION_ISSUED,
        new Actor.Function("sessions"),
        Map.of(
            "grant", "g-%016d".formatted(i / EACH),
            "number", Integer.toString(i % EACH),
            "form", "credentials",
            "until", BEGIN.plusSeconds(i + 3600L).toString(),
            "sourceIdentity", "alice.0123456789abcdef"));
  }

  private void write(List<AuditEvent> window, BufferedWriter out)
      throws IOException, GeneralSecurityException {
    List<CheckpointLeaf> leaves = window.stream().map(CheckpointLeaf::of).toList();
    Instant from = number == 0 ? BEGIN : window.getFirst().at();
    Checkpoint checkpoint =
        new Checkpoint(
            ++number,
            from,
            window.getLast().at().plusSeconds(1),
            leaves.size(),
            MerkleTree.root(leaves),
            prev,
            List.of());
    prev = checkpoint.hash();
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(keys.getPrivate());
    signer.update(checkpoint.statement().getBytes(StandardCharsets.UTF_8));
    SignedCheckpoint signed = SignedCheckpoint.of(checkpoint.statement(), signer.sign(), leaves);
    out.write(
        "{\"checkpoint\":{\"statement\":\"%s\",\"signature\":\"%s\",\"leaves\":[%s]}}\n"
            .formatted(
                signed.statement().replace("\n", "\\n"),
                signed.signature(),
                leaves.stream()
                    .map(leaf -> '"' + leaf.text() + '"')
                    .collect(Collectors.joining(","))));
    for (AuditEvent event : window) {
      String details =
          event.details().entrySet().stream()
              .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
              .collect(Collectors.joining(","));
      out.write(
          ("{\"event\":{\"subject\":\"%s\",\"seq\":%d,\"at\":\"%s\",\"type\":\"%s\",\"actor\":{\"id\":\"%s\",\"label\":\"%s\"},\"details\":{%s},\"prev\":\"%s\",\"hash\":\"%s\"}}\n")
              .formatted(
                  event.subject(),
                  event.seq(),
                  event.at(),
                  event.type().word(),
                  event.actorId(),
                  event.actorLabel(),
                  details,
                  event.prev(),
                  event.hash()));
    }
  }
}
