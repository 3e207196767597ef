package dev.tidegate.adapters.events;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/// Makes entries of PutEvents and splits them into batches of at most ten entries and 256 KB, as
/// EventBridge counts. [AWS: EventBridge UG, "Calculating PutEvents event entry size"]
final class Entries {
  private static final int MOST = 10;
  static final int BYTES = 256 * 1024;
  private static final int TIME_BYTES = 14;

  private Entries() {}

  /// An entry and its size.
  ///
  /// @param index its position in the list of events to send
  record Entry(int index, int bytes, PutEventsRequestEntry entry) {}

  /// Returns the entries of the events that fit; the others go into `failures`.
  static List<Entry> of(List<BusEvent> events, String bus, Map<Integer, String> failures) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Entry entry = entry(i, events.get(i), bus);
      if (entry.bytes() > BYTES) {
        failures.put(i, "too large: " + entry.bytes() + " of " + BYTES + " bytes");
      } else {
        entries.add(entry);
      }
    }
    return entries;
  }

  static List<List<Entry>> batches(List<Entry> entries) {
    List<List<Entry>> batches = new ArrayList<>();
    List<Entry> batch = new ArrayList<>();
    int bytes = 0;
    for (Entry entry : entries) {
      if (batch.size() == MOST || bytes + entry.bytes() > BYTES) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(entry);
      bytes += entry.bytes();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private static Entry entry(int index, BusEvent event, String bus) {
    return new Entry(
        index,
        TIME_BYTES + utf8(EventBridgePublisher.SOURCE) + utf8(event.type()) + utf8(event.detail()),
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source(EventBridgePublisher.SOURCE)
            .detailType(event.type())
            .detail(event.detail())
            .time(event.at())
            .build());
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
