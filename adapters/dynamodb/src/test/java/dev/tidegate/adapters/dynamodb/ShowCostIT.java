package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What showing a case of 15,000 events costs on DynamoDB Local: each part by itself, and all of it
/// at once beside that. Seconds are printed, not judged.
class ShowCostIT {
  private static final int EVENTS = 15_000;
  private static final RequestId ID = Samples.id(1);

  @Test
  void aPartCostsAReadAndOneQueryHoweverManyEventsThereAre() throws Exception {
    CallCounter calls = new CallCounter();
    try (DynamoLocal dynamo = DynamoLocal.start();
        DynamoDbClient client = dynamo.client();
        DynamoDbClient counted = dynamo.client(calls)) {
      TemplateTables tables = TemplateTables.createIn(client);
      AccessCase current = filled(tables.store(client));
      DynamoCaseStore store = tables.store(counted);

      long begin = System.nanoTime();
      assertThat(store.history(ID).orElseThrow().events()).hasSize(EVENTS);
      long whole = System.nanoTime() - begin;

      List<AuditEvent> all = new ArrayList<>();
      Optional<Integer> next = Optional.of(0);
      int parts = 0;
      long longest = 0;
      while (next.isPresent()) {
        int after = next.get();
        List<CaseEvents> found = new ArrayList<>();
        long from = System.nanoTime();
        assertThat(calls.during(() -> store.events(ID, after).ifPresent(found::add)))
            .containsExactly("GetItem", "Query");
        longest = Math.max(longest, System.nanoTime() - from);
        CaseEvents part = found.getFirst();
        all.addAll(part.events());
        next = part.next();
        parts++;
      }
      System.out.println(
          "show of "
              + EVENTS
              + " events: all at once "
              + seconds(whole)
              + " s; in "
              + parts
              + " parts, the longest "
              + seconds(longest)
              + " s");
      assertThat(AuditEvent.firstBreak(ID.text(), all, current.head())).isEmpty();
    }
  }

  private static AccessCase filled(DynamoCaseStore store) {
    AccessCase current = CaseScenario.submitted(ID).in(store);
    while (current.head().seq() < EVENTS) {
      CaseChange change = CaseChange.of(current, Samples.T0);
      for (int i = 0; i < 40 && change.after().head().seq() < EVENTS; i++) {
        change =
            change.noting(
                EventType.SESSION_REFUSED,
                Samples.ALICE.actor(),
                Map.of(
                    "why", "the grant ended at 2026-03-01T11:00:00Z",
                    "policy", "0".repeat(64),
                    "rules", "orders-dev,operations"));
      }
      assertThat(store.commit(change)).isTrue();
      current = change.after();
    }
    return current;
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.2f", Duration.ofNanos(nanos).toMillis() / 1000.0);
  }
}
