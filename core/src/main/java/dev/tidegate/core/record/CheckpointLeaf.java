package dev.tidegate.core.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a checkpoint signs of one event: its identity and its hash.
public record CheckpointLeaf(String subject, int seq, String hash) {
  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9-]{0,63}) ([1-9][0-9]{0,8}) ([0-9a-f]{64})");

  /// Returns the leaf of an event.
  public static CheckpointLeaf of(AuditEvent event) {
    return new CheckpointLeaf(event.subject(), event.seq(), event.hash());
  }

  /// Returns `<subject> <seq> <hash>`, the text of the leaf in the Merkle tree.
  public String text() {
    return subject + " " + seq + " " + hash;
  }

  /// Parses [#text].
  public static Optional<CheckpointLeaf> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new CheckpointLeaf(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3)))
        : Optional.empty();
  }

  /// Returns whether both are about the same event, whatever its hash.
  boolean names(CheckpointLeaf other) {
    return seq == other.seq && subject.equals(other.subject);
  }

  @Override
  public String toString() {
    return "event " + seq + " of " + subject;
  }
}
