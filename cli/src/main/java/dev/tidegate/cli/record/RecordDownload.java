package dev.tidegate.cli.record;

import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.record.RecordJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Downloads a time range of the record: each checkpoint, followed by the events that it covers.
///
/// The range is extended at both ends to whole checkpoints, so that everything in it can be
/// verified.
public final class RecordDownload {
  private final ApiClient api;
  private final RecordFormat lines;
  private final Appendable out;
  private long events;
  private long checkpoints;

  /// Writes to `out` in the format of `lines`.
  public RecordDownload(ApiClient api, RecordFormat lines, Appendable out) {
    this.api = api;
    this.lines = lines;
    this.out = out;
  }

  /// The totals of a download.
  public record Sum(Instant from, Instant to, long events, long checkpoints) {}

  /// Downloads the range from `from` to `to` (exclusive).
  public Sum bring(Instant from, Instant to, Instant now) throws IOException {
    RecordPages signed = new RecordPages(api, "/v1/audit/checkpoints", from, to);
    Instant begin = signed.peek().flatMap(RecordDownload::read).map(Checkpoint::from).orElse(from);
    Instant end = end(to);
    write(lines.top(begin, end, now));
    RecordPages all = new RecordPages(api, "/v1/audit/events", begin, end);
    for (Optional<Json> next = signed.peek(); next.isPresent(); next = signed.peek()) {
      signed.drop();
      checkpoints++;
      write(lines.checkpoint(next.get()));
      Optional<Checkpoint> read = read(next.get());
      if (read.isPresent()) {
        events(all, read.get().until());
      }
    }
    events(all, end);
    write(lines.bottom(events, checkpoints));
    return new Sum(begin, end, events, checkpoints);
  }

  /// Returns the end of the checkpoint that covers the last second before `to`.
  private Instant end(Instant to) {
    RecordPages last = new RecordPages(api, "/v1/audit/checkpoints", to.minusSeconds(1), to);
    return last.peek()
        .flatMap(RecordDownload::read)
        .map(Checkpoint::until)
        .filter(until -> until.isAfter(to))
        .orElse(to);
  }

  private void events(RecordPages all, Instant until) throws IOException {
    String end = until.toString();
    for (Optional<Json> next = all.peek(); next.isPresent(); next = all.peek()) {
      // Instants in whole seconds sort as text in the order of time.
      if (next.get().text("at").orElse("").compareTo(end) >= 0) {
        return;
      }
      all.drop();
      events++;
      write(
          RecordJson.isUnreadable(next.get())
              ? lines.unreadable(next.get())
              : lines.event(next.get()));
    }
  }

  private void write(String line) throws IOException {
    if (!line.isEmpty()) {
      out.append(line).append('\n');
    }
  }

  private static Optional<Checkpoint> read(Json checkpoint) {
    return checkpoint.text("statement").flatMap(Checkpoint::parse);
  }
}
