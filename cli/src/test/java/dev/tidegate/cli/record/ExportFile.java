package dev.tidegate.cli.record;

import dev.tidegate.core.record.RecordVerifier.Outcome;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Exports that were written and signed once, by the version before strict reading, and their keys:
/// what they hold must verify for ever.
public final class ExportFile {
  private ExportFile() {}

  /// Four windows, one without an event, and events that nothing signs yet; texts with question
  /// marks, pairs of surrogates, escapes, and an empty label.
  static String record() {
    return text("record.jsonl");
  }

  static PublicKey recordKey() {
    return PublicKeys.read(text("record.pem")).orElseThrow();
  }

  /// Another record, by another key.
  static String other() {
    return text("other.jsonl");
  }

  /// Returns the key of the record, in PEM.
  public static String pem() {
    return text("record.pem");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Verifies a file; nothing when it is no export.
  static Optional<Outcome> verify(byte[] file) {
    return check(file).map(ExportCheck.Result::outcome);
  }

  static Optional<ExportCheck.Result> check(byte[] file) {
    try {
      return ExportCheck.of(new ByteArrayInputStream(file), recordKey());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Returns the lines of a file, each a JSON document; nothing when it is not of that form.
  static Optional<List<Json>> parsed(byte[] file) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
    List<Json> lines = new ArrayList<>();
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    for (String line : body.split("\n", -1)) {
      Optional<Json> json = JsonReader.ANSWER.tree(line);
      if (json.isEmpty()) {
        return Optional.empty();
      }
      lines.add(json.get());
    }
    return Optional.of(lines);
  }

  private static String text(String name) {
    try (InputStream in = ExportFile.class.getResourceAsStream("/export/" + name)) {
      if (in == null) {
        throw new AssertionError("no file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
