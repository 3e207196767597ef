package dev.tidegate.adapters.events;

import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.broker.Notices;
import java.util.List;
import java.util.SortedMap;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/// Sends notices to the bus, as events of the function `audit`.
public final class EventBridgeNotices implements Notices {
  private final EventBridgePublisher publisher;

  /// @param bus the bus's name
  public EventBridgeNotices(EventBridgeClient events, String bus) {
    this(new EventBridgePublisher(events, bus));
  }

  EventBridgeNotices(EventBridgePublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void send(List<Notice> notices) {
    SortedMap<Integer, String> failures =
        publisher.publish(notices.stream().map(BusEvent::of).toList());
    if (!failures.isEmpty()) {
      throw new Fault(
          Fault.Kind.BUSY,
          failures.size() + " of " + notices.size() + " notices not sent: " + failures.values());
    }
  }
}
