package dev.tidegate.core.record;

import dev.tidegate.core.digest.HashInput;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement about a time range of the ledger, which is signed: from `from` (inclusive) to
/// `until` (exclusive) there were exactly these events.
///
/// @param number counts from 1, without gaps
/// @param events the number of events
/// @param root [MerkleTree#root] over their leaves, in the order of the ledger
/// @param prev the SHA-256 of the previous statement; 64 zeros for the first
/// @param broken the first few events that did not follow from the ones before them when this was
///   signed: a checkpoint never hides a break
public record Checkpoint(
    long number,
    Instant from,
    Instant until,
    int events,
    String root,
    String prev,
    List<String> broken) {
  /// The limit on breaks that a statement names.
  public static final int MOST_BROKEN = 20;

  private static final String FORM = "tidegate checkpoint 1";

  private static final Pattern LINES =
      Pattern.compile(
          FORM
              + """

              number ([1-9][0-9]{0,11})
              from (\\S{20})
              until (\\S{20})
              events (0|[1-9][0-9]{0,8})
              root ([0-9a-f]{64})
              prev ([0-9a-f]{64})
              ((?:broken [a-z0-9-]{1,64} [0-9]{1,9}\\n){0,20})\
              """);

  public Checkpoint {
    broken = List.copyOf(broken);
  }

  /// Returns the statement, with a line for each part. Exactly these bytes, in UTF-8, are signed.
  public String statement() {
    StringBuilder text = new StringBuilder(FORM).append('\n');
    text.append("number ").append(number).append('\n');
    text.append("from ").append(from).append('\n');
    text.append("until ").append(until).append('\n');
    text.append("events ").append(events).append('\n');
    text.append("root ").append(root).append('\n');
    text.append("prev ").append(prev).append('\n');
    broken.forEach(event -> text.append("broken ").append(event).append('\n'));
    return text.toString();
  }

  /// Returns the SHA-256 of the statement, which the next statement contains.
  public String hash() {
    return HexFormat.of().formatHex(HashInput.sha256(statement().getBytes(StandardCharsets.UTF_8)));
  }

  /// Parses a statement; empty when it is not exactly in this format.
  public static Optional<Checkpoint> parse(String statement) {
    Matcher parts = LINES.matcher(statement);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      List<String> broken = new ArrayList<>();
      parts.group(7).lines().forEach(line -> broken.add(line.substring("broken ".length())));
      Checkpoint read =
          new Checkpoint(
              Long.parseLong(parts.group(1)),
              Instant.parse(parts.group(2)),
              Instant.parse(parts.group(3)),
              Integer.parseInt(parts.group(4)),
              parts.group(5),
              parts.group(6),
              broken);
      return read.statement().equals(statement) ? Optional.of(read) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
