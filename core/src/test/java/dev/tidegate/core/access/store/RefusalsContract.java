package dev.tidegate.core.access.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [CaseStore] keeps to where it records refusals: counted, bounded, and in nobody's
/// way.
public abstract class RefusalsContract {
  private static final RequestId ID = Samples.id(1);
  private static final Principal MALLORY = Samples.person("mallory");

  private CaseStore store = new InMemoryCaseStore();

  /// Returns a store without cases.
  protected abstract CaseStore emptyStore() throws Exception;

  /// Returns the events of a chain of refusals, in order.
  protected abstract List<AuditEvent> chain(String subject);

  @BeforeEach
  void prepare() throws Exception {
    store = emptyStore();
  }

  @Test
  void aRefusalIsRecordedOnceAndCountedAtEveryTenfold() {
    for (int i = 0; i < 250; i++) {
      store.recordRefusal(refusal(MALLORY, "no", Samples.T0.plusSeconds(i)));
    }
    List<AuditEvent> events = chain(refusal(MALLORY, "no", Samples.T0).chain());
    assertThat(events)
        .extracting(event -> event.details().getOrDefault("count", "1"))
        .containsExactly("1", "10", "100");
    assertThat(events.getFirst().details()).containsOnly(Map.entry("why", "no"), about());
    assertThat(events.getLast().details())
        .containsOnly(
            Map.entry("why", "no"),
            about(),
            Map.entry("count", "100"),
            Map.entry("more", "90"),
            Map.entry("first", Samples.T0.toString()),
            Map.entry("last", Samples.T0.plusSeconds(99).toString()));
    assertThat(AuditEvent.firstBreak(events.getFirst().subject(), events)).isEmpty();
    assertThat(store.load(ID)).isEmpty();
    assertThat(store.history(ID)).isEmpty();
  }

  @Test
  void otherPeopleDaysRequestsAndReasonsAreRecordedApartButNumbersAreNot() {
    Refusal one = refusal(MALLORY, "ended at 10:00", Samples.T0);
    Refusal later = refusal(MALLORY, "ended at 11:30", Samples.T0);
    assertThat(later.key()).isEqualTo(one.key());
    Refusal reason = refusal(MALLORY, "not yours", Samples.T0);
    Refusal request =
        new Refusal(MALLORY, one.type(), Optional.of(Samples.id(2)), one.details(), Samples.T0);
    Refusal day = refusal(MALLORY, "ended at 10:00", Samples.T0.plus(Duration.ofDays(1)));
    Refusal other = refusal(Samples.DAVE, "ended at 10:00", Samples.T0);
    for (Refusal refusal : List.of(one, later, reason, request, day, other)) {
      store.recordRefusal(refusal);
    }
    assertThat(chain(one.chain())).hasSize(3);
    assertThat(chain(day.chain())).hasSize(1);
    assertThat(chain(other.chain())).hasSize(1);
    assertThat(one.chain()).matches("refused-[0-9a-z]{16}").isNotEqualTo(other.chain());
  }

  @Test
  void whatWasRecordedInACaseIsCountedOutsideOfIt() {
    CaseScenario story = CaseScenario.active(ID);
    story.in(store);
    Refusal refusal = refusal(Samples.ALICE, "the grant is over", Samples.T0);
    assertThat(store.countRefusal(refusal)).isFalse();
    assertThat(store.commit(CaseChange.of(story.now(), Samples.T0).refusing(refusal))).isTrue();
    AccessCase after = store.load(ID).orElseThrow();
    for (int i = 0; i < 9; i++) {
      assertThat(store.countRefusal(refusal)).isTrue();
    }
    assertThat(store.load(ID)).contains(after);
    assertThat(chain(refusal.chain()))
        .extracting(event -> event.details().get("count"))
        .containsExactly("10");
    assertThat(store.history(ID).orElseThrow().events().getLast().details())
        .containsOnly(Map.entry("why", "the grant is over"));
  }

  @Test
  void aChainTakesSoManyEventsAndCountsWhatComesThen() {
    int more = 25;
    for (int i = 0; i < Refusal.MOST_EVENTS + more; i++) {
      store.recordRefusal(refusal(MALLORY, "x".repeat(i + 1), Samples.T0));
    }
    List<AuditEvent> events = chain(refusal(MALLORY, "x", Samples.T0).chain());
    assertThat(events).hasSize(Refusal.MOST_EVENTS + 2);
    assertThat(events.getLast().details()).containsEntry("count", "10");
  }

  @Test
  void refusalsInParallelAreAllCounted() throws Exception {
    Refusal refusal = refusal(MALLORY, "no", Samples.T0);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(
          () -> {
            store.recordRefusal(refusal);
            return true;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      for (Future<Boolean> done : threads.invokeAll(calls)) {
        assertThat(done.get()).isTrue();
      }
    }
    for (int i = 10; i < 20; i++) {
      store.recordRefusal(refusal);
    }
    assertThat(chain(refusal.chain())).hasSize(2);
    assertThat(AuditEvent.firstBreak(refusal.chain(), chain(refusal.chain()))).isEmpty();
  }

  private static Map.Entry<String, String> about() {
    return Map.entry("request", ID.text());
  }

  private static Refusal refusal(Principal who, String why, Instant at) {
    return new Refusal(
        who, EventType.SESSION_REFUSED, Optional.of(ID), new TreeMap<>(Map.of("why", why)), at);
  }
}
