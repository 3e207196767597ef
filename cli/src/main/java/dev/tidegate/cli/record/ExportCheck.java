package dev.tidegate.cli.record;

import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.json.JsonText;
import dev.tidegate.core.audit.AuditEvent;
import dev.tidegate.core.audit.Leaf;
import dev.tidegate.core.audit.SignedCheckpoint;
import dev.tidegate.core.audit.Verification;
import dev.tidegate.core.audit.Verification.Kind;
import dev.tidegate.core.audit.Verification.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Verifies an export in JSON Lines, line by line.
public final class ExportCheck {
  /// What is older than this when it is exported must be signed: an hour between two checkpoints
  /// when nothing happens, the time that a stretch stays open, and room to spare.
  public static final Duration SIGNED_WITHIN = Duration.ofHours(2);

  private ExportCheck() {}

  /// What came of it.
  ///
  /// @param line the last line that was read
  public record Result(Header header, Outcome outcome, long line) {}

  /// What an export says of itself. Nobody signed it.
  public record Header(Instant from, Instant to, Instant at) {
    /// Returns up to when it must be signed.
    Instant due() {
      Instant old = at.minus(SIGNED_WITHIN);
      return old.isBefore(to) ? old : to;
    }

    private static Optional<Header> of(Json json) {
      Optional<Json> export =
          json.at("export").filter(top -> top.text("form").equals(Optional.of(JsonLines.FORM)));
      try {
        return export.map(
            top ->
                new Header(
                    Instant.parse(top.text("from").orElse("")),
                    Instant.parse(top.text("to").orElse("")),
                    Instant.parse(top.text("at").orElse(""))));
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
  }

  /// Verifies what `in` gives; nothing when it does not begin as an export.
  public static Optional<Result> of(BufferedReader in, PublicKey key) throws IOException {
    Optional<Header> header =
        Optional.ofNullable(in.readLine()).flatMap(JsonText::read).flatMap(Header::of);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    Verification verification = new Verification(key, header.get().from(), header.get().due());
    long number = 1;
    boolean ended = false;
    long events = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      Optional<Json> json = JsonText.read(line);
      Optional<Outcome> odd =
          ended ? Optional.of(odd("it stands after the end")) : Optional.empty();
      if (odd.isEmpty()) {
        odd = json.map(read -> take(read, verification)).orElse(Optional.of(odd("not JSON")));
      }
      events += json.filter(ExportCheck::isCounted).isPresent() ? 1 : 0;
      Optional<Json> end = json.flatMap(read -> read.at("end"));
      if (end.isPresent()) {
        ended = true;
        if (!end.get().number("events").equals(Optional.of(events))) {
          odd = odd.or(() -> Optional.of(odd("it counts other events than there are")));
        }
      }
      if (verification.isDecided()) {
        return Optional.of(new Result(header.get(), verification.finish(), number));
      }
      if (odd.isPresent()) {
        Outcome first = verification.isWrong() ? verification.finish() : odd.get();
        return Optional.of(new Result(header.get(), first, number));
      }
    }
    Outcome outcome = verification.finish();
    if (!ended && !(outcome instanceof Outcome.Broken)) {
      outcome = new Outcome.Broken(Kind.REMOVED, "the last lines", "the file breaks off");
    }
    return Optional.of(new Result(header.get(), outcome, number));
  }

  private static boolean isCounted(Json line) {
    return line.at("event").isPresent() || line.at("unreadable").isPresent();
  }

  /// Takes one line; returns what is odd about it.
  private static Optional<Outcome> take(Json json, Verification verification) {
    Map<String, Json> fields = json.entries();
    if (fields.size() != 1) {
      return Optional.of(odd("neither an event nor a checkpoint"));
    }
    Optional<Json> event = json.at("event");
    if (event.isPresent()) {
      Optional<AuditEvent> read = RecordJson.event(event.get());
      read.ifPresent(verification::event);
      return read.isPresent()
          ? Optional.empty()
          : Optional.of(
              new Outcome.Broken(
                  Kind.CHANGED,
                  RecordJson.name(event.get()),
                  "it has not the form of an event: changed, or from a newer version"));
    }
    Optional<Json> unreadable = json.at("unreadable");
    if (unreadable.isPresent()) {
      Optional<Leaf> read = RecordJson.unreadable(unreadable.get());
      read.ifPresent(verification::unreadable);
      return read.isPresent()
          ? Optional.empty()
          : Optional.of(odd("it has not the form of what could not be read"));
    }
    Optional<Json> checkpoint = json.at("checkpoint");
    if (checkpoint.isPresent()) {
      Optional<SignedCheckpoint> read = RecordJson.checkpoint(checkpoint.get());
      read.ifPresent(verification::checkpoint);
      return read.isPresent()
          ? Optional.empty()
          : Optional.of(
              new Outcome.Broken(Kind.CHECKPOINT, "a checkpoint", "it has not the form of one"));
    }
    return json.at("end").isPresent()
        ? Optional.empty()
        : Optional.of(odd("neither an event nor a checkpoint"));
  }

  private static Outcome odd(String what) {
    return new Outcome.Broken(Kind.ADDED, "a line", what);
  }
}
