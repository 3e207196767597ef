package dev.tidegate.cli.record;

import dev.tidegate.wire.json.Json;
import java.time.Instant;

/// An output format of the record, written line by line.
public interface RecordFormat {
  /// Returns the first line; empty text for none.
  String top(Instant from, Instant to, Instant now);

  /// Returns the line of a checkpoint; empty text for none.
  String checkpoint(Json checkpoint);

  /// Returns the line of an event.
  String event(Json event);

  /// Returns the line of an entry that could not be read.
  String unreadable(Json item);

  /// Returns the last line; empty text for none.
  String bottom(long events, long checkpoints);
}
