package dev.tidegate.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.principal.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [IdempotentAuditLog] keeps to.
public abstract class AuditLogContract {
  /// The chain that the ledger under test keeps.
  protected static final String SUBJECT = "audit";

  private static final Actor AUDIT = new Actor.Function(SUBJECT);

  private IdempotentAuditLog ledger = new InMemoryAuditLog(SUBJECT);

  /// Returns a ledger of [#SUBJECT] with nothing in it.
  protected abstract IdempotentAuditLog emptyLedger() throws Exception;

  /// Returns every event that the last ledger holds, in order.
  protected abstract List<AuditEvent> recorded();

  @BeforeEach
  void prepare() throws Exception {
    ledger = emptyLedger();
  }

  @Test
  void whatIsAppendedMakesOneChain() {
    ledger.append(EventType.AUDIT_CHECKED, Map.of("differences", "0"), AUDIT, Samples.T0);
    ledger.append(List.of(difference(1), difference(2)), AUDIT, Samples.T0.plusSeconds(3600));
    assertThat(recorded())
        .extracting(AuditEvent::type)
        .containsExactly(
            EventType.AUDIT_CHECKED, EventType.AUDIT_DIFFERENCE, EventType.AUDIT_DIFFERENCE);
    assertThat(recorded().getLast().details()).containsEntry("what", "difference 2");
    assertThat(recorded().getLast().actorId()).isEqualTo("tidegate|audit");
    assertThat(AuditEvent.firstBreak(SUBJECT, recorded())).isEmpty();
  }

  @Test
  void noEntriesAppendNothing() {
    ledger.append(List.of(), AUDIT, Samples.T0);
    assertThat(recorded()).isEmpty();
    ledger.append(List.of(difference(1)), AUDIT, Samples.T0);
    assertThat(recorded()).hasSize(1);
  }

  @Test
  void moreEntriesThanOneTransactionTakesAreAllThereInOrder() {
    ledger.append(
        IntStream.rangeClosed(1, 95).mapToObj(AuditLogContract::difference).toList(),
        AUDIT,
        Samples.T0);
    assertThat(recorded())
        .extracting(event -> event.details().get("what"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 95).mapToObj(i -> "difference " + i).toList());
    assertThat(AuditEvent.firstBreak(SUBJECT, recorded())).isEmpty();
  }

  @Test
  void aClockThatIsBehindDoesNotLeadTheChainBack() {
    ledger.append(List.of(difference(1)), AUDIT, Samples.T0.plusSeconds(5));
    ledger.append(List.of(difference(2)), AUDIT, Samples.T0);
    ledger.append(List.of(difference(3)), AUDIT, Samples.T0.plusSeconds(6));
    assertThat(recorded())
        .extracting(AuditEvent::at)
        .containsExactly(
            Samples.T0.plusSeconds(5), Samples.T0.plusSeconds(5), Samples.T0.plusSeconds(6));
  }

  @Test
  void whatIsAppendedUnderAKeyIsThereOnce() throws Exception {
    assertThat(ledger.appendOnce("a check", List.of(difference(1)), AUDIT, Samples.T0)).isTrue();
    assertThat(ledger.appendOnce("a check", List.of(difference(2)), AUDIT, Samples.T0)).isFalse();
    assertThat(ledger.appendOnce("another", List.of(difference(3)), AUDIT, Samples.T0)).isTrue();
    assertThat(ledger.appendOnce("nothing", List.of(), AUDIT, Samples.T0)).isFalse();
    assertThat(recorded())
        .extracting(event -> event.details().get("what"))
        .containsExactly("difference 1", "difference 3");

    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      AuditLog.Entry entry = difference(10);
      writers.add(() -> ledger.appendOnce("at once", List.of(entry), AUDIT, Samples.T0));
    }
    int appended = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
      for (Future<Boolean> done : threads.invokeAll(writers)) {
        appended += done.get() ? 1 : 0;
      }
    }
    assertThat(appended).isEqualTo(1);
    assertThat(recorded()).hasSize(3);
    assertThat(AuditEvent.firstBreak(SUBJECT, recorded())).isEmpty();
  }

  @Test
  void ofThoseWhoAppendAtOnceNobodyIsLost() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      AuditLog.Entry entry = difference(i);
      writers.add(
          () -> {
            ledger.append(List.of(entry), AUDIT, Samples.T0);
            return true;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
      for (Future<Boolean> done : threads.invokeAll(writers)) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(recorded()).hasSize(4);
    assertThat(AuditEvent.firstBreak(SUBJECT, recorded())).isEmpty();
  }

  private static AuditLog.Entry difference(int number) {
    return new AuditLog.Entry(EventType.AUDIT_DIFFERENCE, Map.of("what", "difference " + number));
  }
}
