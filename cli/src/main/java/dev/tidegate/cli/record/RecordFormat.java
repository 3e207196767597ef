package dev.tidegate.cli.record;

import dev.tidegate.wire.json.Json;
import java.time.Instant;

/// A form in which a record is written down, line by line.
public interface RecordFormat {
  /// Returns what stands at the top; empty for nothing.
  String top(Instant from, Instant to, Instant now);

  /// Returns the line of a checkpoint; empty for nothing.
  String checkpoint(Json checkpoint);

  /// Returns the line of an event.
  String event(Json event);

  /// Returns the line of what lies in the place of an event and could not be read.
  String unreadable(Json item);

  /// Returns what stands at the bottom; empty for nothing.
  String bottom(long events, long checkpoints);
}
