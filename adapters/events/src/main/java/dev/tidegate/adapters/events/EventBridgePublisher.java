package dev.tidegate.adapters.events;

import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.adapters.aws.Backoff;
import dev.tidegate.core.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/// Publishes events to the bus, in batches.
///
/// A response of 200 may contain failed entries. Only those are sent again, at most three times,
/// and those that still failed are returned by index. Delivery is at least once and unordered;
/// `requestId` and `seq` of the detail identify duplicates. [AWS: EventBridge API, PutEvents]
public final class EventBridgePublisher {
  /// The source of every event.
  public static final String SOURCE = "tidegate";

  private static final int ROUNDS = 3;
  private static final Set<String> PASSING =
      Set.of("InternalFailure", "InternalException", "ThrottlingException");

  private final EventBridgeClient events;
  private final String bus;
  private final Duration pause;

  /// @param bus the bus's name
  public EventBridgePublisher(EventBridgeClient events, String bus) {
    this(events, bus, Duration.ofMillis(200));
  }

  EventBridgePublisher(EventBridgeClient events, String bus, Duration pause) {
    this.events = events;
    this.bus = bus;
    this.pause = pause;
  }

  /// Sends each event and returns, by index, why an event was not accepted.
  ///
  /// A failed call counts for every entry of its batch; the other batches are still sent.
  public SortedMap<Integer, String> publish(List<BusEvent> all) {
    SortedMap<Integer, String> failures = new TreeMap<>();
    List<Entries.Entry> left = Entries.of(all, bus, failures);
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      if (round > 0) {
        Backoff.rest(pause.multipliedBy(round), "events:PutEvents did not take every event");
      }
      List<Entries.Entry> again = new ArrayList<>();
      for (List<Entries.Entry> batch : Entries.batches(left)) {
        put(batch, again, failures);
      }
      left = again;
    }
    return failures;
  }

  private void put(
      List<Entries.Entry> batch, List<Entries.Entry> again, SortedMap<Integer, String> failures) {
    List<PutEventsRequestEntry> entries = batch.stream().map(Entries.Entry::entry).toList();
    PutEventsResponse response;
    try {
      response =
          AwsFaults.STANDARD.translated(
              "events:PutEvents", () -> events.putEvents(request -> request.entries(entries)));
    } catch (Fault fault) {
      batch.forEach(entry -> failures.put(entry.index(), fault.kind() + ": " + fault.getMessage()));
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      PutEventsResultEntry result = response.entries().get(i);
      if (result.errorCode() == null) {
        failures.remove(batch.get(i).index());
      } else {
        failures.put(batch.get(i).index(), result.errorCode());
        if (PASSING.contains(result.errorCode())) {
          again.add(batch.get(i));
        }
      }
    }
  }
}
