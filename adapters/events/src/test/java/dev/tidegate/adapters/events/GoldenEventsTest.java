package dev.tidegate.adapters.events;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.golden.GoldenFolder;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every kind of event on the bus, about a request and about something else.
class GoldenEventsTest {
  @Test
  void eventsAreSentAsTheyWere() {
    GoldenFolder golden = new GoldenFolder("events");
    for (EventType type : EventType.values()) {
      golden.add("events.txt", type.word(), detail(type, Samples.id(1).text()));
      golden.add("events.txt", type.word() + " of a chain", detail(type, "policy"));
    }
    golden.check();
  }

  private static String detail(EventType type, String subject) {
    BusEvent sent =
        BusEvent.of(
            AuditEvent.after(
                ChainHead.START,
                subject,
                Samples.T0,
                type,
                new Actor.Person(new PrincipalId("https://idp.example.com", "\"é|x"), "Zoë / 🚀"),
                Map.of("reason", "line one\nline \"two\" →\t\\\u0001\u2028", "a", "")));
    return sent.type() + " at " + sent.at() + "\n" + sent.detail();
  }
}
