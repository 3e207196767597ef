package dev.tidegate.cli.record;

import dev.tidegate.core.record.RecordVerifier;
import dev.tidegate.core.record.RecordVerifier.Kind;
import dev.tidegate.core.record.RecordVerifier.Outcome;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.record.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;

/// Verifies an export in JSON Lines, line by line.
///
/// An export is valid only when each line has exactly the expected fields, each once, of the right
/// type, and in well-formed text. White space, the order of fields and escapes in texts are free;
/// numbers have one spelling.
public final class ExportCheck {
  private final ExportHeader header;
  private final RecordVerifier verification;
  private long number = 1;
  private boolean ended;
  private long events;
  private long checkpoints;

  private ExportCheck(ExportHeader header, PublicKey key) {
    this.header = header;
    this.verification = new RecordVerifier(key, header.from(), header.due());
  }

  /// The result of [#of].
  ///
  /// @param line the last line that was read
  public record Result(ExportHeader header, Outcome outcome, long line) {}

  /// Verifies the content of `in`; empty when it does not begin like an export. Malformed content
  /// never throws.
  public static Optional<Result> of(InputStream in, PublicKey key) throws IOException {
    ExportLines lines = new ExportLines(in);
    Optional<ExportHeader> header = lines.next().flatMap(ExportCheck::header);
    return header.isPresent()
        ? Optional.of(new ExportCheck(header.get(), key).rest(lines))
        : Optional.empty();
  }

  private static Optional<ExportHeader> header(ExportLines.Line line) {
    return switch (line) {
      case ExportLines.Line.Text(String text) ->
          JsonReader.UNTRUSTED.tree(text).flatMap(ExportHeader::read);
      case ExportLines.Line.TooLong _, ExportLines.Line.NotText _ -> Optional.empty();
    };
  }

  private Result rest(ExportLines lines) throws IOException {
    for (Optional<ExportLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      number++;
      Optional<Outcome> odd = take(line.get());
      if (verification.isDecided()) {
        return result(verification.finish());
      }
      if (odd.isPresent()) {
        return result(verification.isWrong() ? verification.finish() : odd.get());
      }
    }
    Outcome outcome = verification.finish();
    return result(
        ended || outcome instanceof Outcome.Broken
            ? outcome
            : new Outcome.Broken(Kind.REMOVED, "the last lines", "the file breaks off"));
  }

  private Result result(Outcome outcome) {
    return new Result(header, outcome, number);
  }

  /// Checks one line and returns what is wrong with it.
  private Optional<Outcome> take(ExportLines.Line line) {
    if (ended) {
      return Optional.of(odd("it stands after the end"));
    }
    return switch (line) {
      case ExportLines.Line.TooLong _ ->
          Optional.of(
              odd(
                  "it is longer than "
                      + ExportLines.LONGEST
                      + " bytes, which no line of an export is"));
      case ExportLines.Line.NotText _ ->
          Optional.of(changed("a line", "it is not text in UTF-8, which an export is"));
      case ExportLines.Line.Text(String text) ->
          JsonReader.UNTRUSTED
              .tree(text)
              .map(this::take)
              .orElseGet(() -> Optional.of(odd("it is not one JSON object of an export")));
    };
  }

  private Optional<Outcome> take(Json json) {
    if (json.entries().size() != 1) {
      return Optional.of(odd("neither an event nor a checkpoint"));
    }
    Map.Entry<String, Json> only = json.entries().entrySet().iterator().next();
    Json content = only.getValue();
    if (!RecordJson.isWellFormed(content)) {
      return Optional.of(
          changed(name(only), "a text in it holds half of a surrogate pair, which no text has"));
    }
    return switch (only.getKey()) {
      case "event" -> event(content);
      case "unreadable" -> unreadable(content);
      case "checkpoint" -> checkpoint(content);
      case "end" -> end(content);
      default -> Optional.of(odd("neither an event nor a checkpoint"));
    };
  }

  private static String name(Map.Entry<String, Json> line) {
    return line.getKey().equals("event") ? RecordJson.name(line.getValue()) : "a line";
  }

  private Optional<Outcome> event(Json content) {
    events++;
    return RecordJson.event(content)
        .map(
            event -> {
              verification.event(event);
              return Optional.<Outcome>empty();
            })
        .orElseGet(
            () ->
                Optional.of(
                    changed(
                        RecordJson.name(content),
                        "it has not the form of an event: changed, or from a newer version")));
  }

  private Optional<Outcome> unreadable(Json content) {
    events++;
    return RecordJson.unreadable(content)
        .map(
            leaf -> {
              verification.unreadable(leaf);
              return Optional.<Outcome>empty();
            })
        .orElseGet(() -> Optional.of(odd("it has not the form of what could not be read")));
  }

  private Optional<Outcome> checkpoint(Json content) {
    checkpoints++;
    return RecordJson.checkpoint(content)
        .map(
            signed -> {
              verification.checkpoint(signed);
              return Optional.<Outcome>empty();
            })
        .orElseGet(
            () ->
                Optional.of(
                    new Outcome.Broken(
                        Kind.CHECKPOINT, "a checkpoint", "it has not the form of one")));
  }

  /// Checks the last line with the counts. They are not signed, but reveal a missing line that no
  /// checkpoint covers.
  private Optional<Outcome> end(Json content) {
    ended = true;
    Optional<RecordJson.End> end = RecordJson.end(content);
    if (end.isEmpty()) {
      return Optional.of(odd("it has not the form of the last line of an export"));
    }
    if (verification.finish() instanceof Outcome.Broken broken) {
      return Optional.of(broken);
    }
    if (end.get().events() != events) {
      return Optional.of(
          odd(
              "it counts other events than there are: "
                  + end.get().events()
                  + ", and not "
                  + events));
    }
    return end.get().checkpoints() == checkpoints
        ? Optional.empty()
        : Optional.of(
            new Outcome.Broken(
                end.get().checkpoints() > checkpoints ? Kind.REMOVED : Kind.ADDED,
                "a checkpoint",
                "the last line counts "
                    + end.get().checkpoints()
                    + " of them, and there are "
                    + checkpoints));
  }

  private static Outcome changed(String where, String what) {
    return new Outcome.Broken(Kind.CHANGED, where, what);
  }

  private static Outcome odd(String what) {
    return new Outcome.Broken(Kind.ADDED, "a line", what);
  }
}
