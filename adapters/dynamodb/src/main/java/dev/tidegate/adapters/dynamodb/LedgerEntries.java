package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.RecordReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads entries of the ledger: an event, an event of a type that only a newer version knows, or an
/// unreadable item, which is reported by its position.
final class LedgerEntries {
  private static final Pattern SORT =
      Pattern.compile("([0-9]{12})#([a-z][a-z0-9-]{0,63})#([0-9]{9})");

  private LedgerEntries() {}

  /// Reads an item; empty when no event can have its key.
  static Optional<RecordReader.Entry> read(Map<String, AttributeValue> attributes) {
    return place(attributes).map(place -> read(place, attributes));
  }

  private static RecordReader.Entry read(
      LedgerPosition place, Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    try {
      return newer(place, item)
          .orElseGet(() -> recorded(place, attributes, LedgerItems.prevAt(item)));
    } catch (Fault _) {
      return unreadable(place, attributes);
    }
  }

  private static RecordReader.Entry recorded(
      LedgerPosition place, Map<String, AttributeValue> attributes, Optional<Instant> prevAt) {
    AuditEvent event = EventItems.read(attributes);
    return LedgerPosition.of(event).equals(place)
        ? new RecordReader.Recorded(event, prevAt)
        : unreadable(place, attributes);
  }

  /// Reads an event of an unknown type, which is accepted when its hash matches its content.
  private static Optional<RecordReader.Entry> newer(LedgerPosition place, Item item) {
    String type = item.text("type");
    if (EventType.of(type).isPresent()) {
      return Optional.empty();
    }
    String prev = item.text("prev");
    String hash = item.text("hash");
    boolean same =
        hash.equals(
            AuditEvent.hash(
                place.subject(),
                place.seq(),
                place.at(),
                type,
                item.text("actorId"),
                item.text("actorLabel"),
                item.textMap("details"),
                prev));
    return same
        ? Optional.of(new RecordReader.Newer(place, prev, hash, LedgerItems.prevAt(item)))
        : Optional.empty();
  }

  private static RecordReader.Entry unreadable(
      LedgerPosition place, Map<String, AttributeValue> item) {
    return new RecordReader.Unreadable(place, RawItems.hash(item));
  }

  private static Optional<LedgerPosition> place(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    Matcher sort = SORT.matcher(item.text(Keys.SK));
    if (!sort.matches() || Integer.parseInt(sort.group(3)) == 0) {
      return Optional.empty();
    }
    LedgerPosition place =
        new LedgerPosition(
            Instant.ofEpochSecond(Long.parseLong(sort.group(1))),
            sort.group(2),
            Integer.parseInt(sort.group(3)));
    boolean same = LedgerItems.key(place).equals(Keys.of(item.text(Keys.PK), item.text(Keys.SK)));
    return same ? Optional.of(place) : Optional.empty();
  }
}
