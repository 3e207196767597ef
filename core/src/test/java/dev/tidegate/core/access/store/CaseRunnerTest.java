package dev.tidegate.core.access.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.FaultInjection;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// How steps are carried out: how often a case is read and written, and what is left when another
/// change is first.
class CaseRunnerTest {
  private static final RequestId ID = Samples.id(1);
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(10));

  private final InMemoryCaseStore cases = new InMemoryCaseStore();
  private final FaultInjection calls = new FaultInjection();
  private final CaseStore store = new WiredStore(cases, calls, _ -> {});
  private final CaseRunner runner = new CaseRunner(store);
  private final AtomicInteger decided = new AtomicInteger();

  @Test
  void anAnswerIsOneReadAndNoWrite() {
    CaseScenario.submitted(ID).in(cases);
    assertThat(runner.onRequest(ID, _ -> new Step.Answer<>("as it was"), "none"))
        .isEqualTo("as it was");
    assertThat(calls.calls()).containsExactly("store.load");
  }

  @Test
  void whatIsNotThereIsAnsweredWithoutADecision() {
    CaseScenario.submitted(ID).in(cases);
    assertThat(runner.onRequest(Samples.id(2), this::note, "none")).isEqualTo("none");
    assertThat(runner.onGrant(GrantId.of(Samples.id(2)), (one, _) -> note(one), "none"))
        .isEqualTo("none");
    assertThat(runner.onGrant(GrantId.of(ID), (one, _) -> note(one), "none")).isEqualTo("none");
    assertThat(decided).hasValue(0);
    assertThat(runner.onRequest(ID, this::note, "none")).isEqualTo("noted");
  }

  @Test
  void aCommitThatWasOvertakenIsDecidedAgainOnTheNewCase() {
    CaseScenario.submitted(ID).in(cases);
    assertThat(runner.onRequest(ID, overtakenTimes(2), "none")).isEqualTo("noted");
    assertThat(calls.calls())
        .containsExactly(
            "store.load",
            "store.commit",
            "store.load",
            "store.commit",
            "store.load",
            "store.commit");
    assertThat(types()).hasSize(4).endsWith(EventType.GRANT_ACTIVITY);
  }

  @Test
  void patienceIsTenAttemptsAndFortyForWhoHasTheSay() {
    CaseScenario.submitted(ID).in(cases);
    assertThat(runner.onRequest(ID, overtakenTimes(9), "none")).isEqualTo("noted");
    decided.set(0);
    assertThatThrownBy(() -> runner.onRequest(ID, overtakenTimes(10), "none"))
        .isInstanceOf(Fault.class)
        .hasMessage("the case changed 10 times while it was being changed")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.BUSY);
    decided.set(0);
    CaseRunner patient = CaseRunner.patient(store);
    assertThat(patient.onRequest(ID, overtakenTimes(39), "none")).isEqualTo("noted");
    decided.set(0);
    assertThatThrownBy(() -> patient.onRequest(ID, overtakenTimes(40), "none"))
        .isInstanceOf(Fault.class);
  }

  @Test
  void aCommitOnceIsNotDecidedAgain() {
    CaseScenario.submitted(ID).in(cases);
    String overtaken =
        runner.onRequest(
            ID,
            current -> {
              overtake(current);
              return new Step.CommitOnce<>(noting(current), "noted", "overtaken");
            },
            "none");
    assertThat(overtaken).isEqualTo("overtaken");
    assertThat(calls.calls()).containsExactly("store.load", "store.commit");
    assertThat(
            runner.onRequest(
                ID,
                current -> new Step.CommitOnce<>(noting(current), "noted", "overtaken"),
                "none"))
        .isEqualTo("noted");
  }

  @Test
  void aCommitThatContinuesIsDecidedAgainOnWhatItWrote() {
    CaseScenario.submitted(ID).in(cases);
    String last =
        runner.onRequest(
            ID,
            current ->
                decided.getAndIncrement() == 0
                    ? new Step.CommitAndContinue<>(noting(current))
                    : new Step.Answer<>("at version " + current.version()),
            "none");
    assertThat(last).isEqualTo("at version 2");
    assertThat(calls.calls()).containsExactly("store.load", "store.commit", "store.load");
  }

  @Test
  void theFirstRefusalOfAKindIsAnEventOfTheCaseAndTheNextIsCounted() {
    CaseScenario.submitted(ID).in(cases);
    refuse(Samples.SAM);
    assertThat(calls.calls()).containsExactly("store.load", "store.countRefusal", "store.commit");
    assertThat(types()).endsWith(EventType.REVIEW_REFUSED).hasSize(2);
    calls.clear();
    refuse(Samples.SAM);
    assertThat(calls.calls()).containsExactly("store.load", "store.countRefusal");
    assertThat(types()).hasSize(2);
    assertThat(cases.refusals()).isEmpty();
  }

  @Test
  void aRefusalThatIsOvertakenOrAStrangersGoesToTheirOwnRecord() {
    CaseScenario.submitted(ID).in(cases);
    refuse(Samples.DAVE);
    assertThat(calls.calls()).containsExactly("store.load", "store.recordRefusal");
    assertThat(cases.refusals()).hasSize(1);
    calls.clear();
    String answer =
        runner.onRequest(
            ID,
            current -> {
              overtake(current);
              return refused(Samples.SAM, current);
            },
            "none");
    assertThat(answer).isEqualTo("no");
    assertThat(calls.calls())
        .containsExactly("store.load", "store.countRefusal", "store.commit", "store.recordRefusal");
    assertThat(cases.refusals()).hasSize(2);
  }

  @Test
  void aNewCaseIsOneWriteAndWhatWasThereBeforeIsReadOnce() {
    CaseChange first = CaseScenario.submitted(ID).changes().getFirst();
    Step<String> step = new Step.Commit<>(first, "made");
    assertThat(runner.create(step, _ -> "there")).isEqualTo("made");
    assertThat(calls.calls()).containsExactly("store.commit");
    calls.clear();
    assertThat(runner.create(step, existing -> "there: " + existing.id()))
        .isEqualTo("there: " + ID);
    assertThat(calls.calls()).containsExactly("store.commit", "store.load");
  }

  @Test
  void aDryRunAnswersTheSameAndWritesThatSomebodyWasToldNoAlone() {
    AccessCase current = CaseScenario.submitted(ID).in(cases);
    assertThat(runner.dryRun(note(current))).isEqualTo("noted");
    assertThat(runner.dryRun(new Step.Answer<>("as it was"))).isEqualTo("as it was");
    assertThat(calls.calls()).isEmpty();
    assertThat(runner.dryRun(refused(Samples.DAVE, current))).isEqualTo("no");
    assertThat(calls.calls()).containsExactly("store.recordRefusal");
  }

  private void refuse(Principal who) {
    assertThat(runner.onRequest(ID, current -> refused(who, current), "none")).isEqualTo("no");
  }

  private static Step<String> refused(Principal who, AccessCase current) {
    return new Caller(who, new Visibility(Samples.SECURITY))
        .refused(current, EventType.REVIEW_REFUSED, Map.of("why", "not yours"), "no", NOW);
  }

  private Function<AccessCase, Step<String>> overtakenTimes(int times) {
    return current -> {
      if (decided.get() < times) {
        overtake(current);
      }
      return note(current);
    };
  }

  private Step<String> note(AccessCase current) {
    decided.incrementAndGet();
    return new Step.Commit<>(noting(current), "noted");
  }

  private static CaseChange noting(AccessCase current) {
    return CaseChange.of(current, NOW)
        .noting(EventType.GRANT_ACTIVITY, Samples.ALICE.actor(), Map.of());
  }

  /// Another change comes first.
  private void overtake(AccessCase current) {
    assertThat(
            cases.commit(
                CaseChange.of(current, NOW)
                    .noting(EventType.ACTIVITY_UNUSED, Samples.ALICE.actor(), Map.of())))
        .isTrue();
  }

  private List<EventType> types() {
    return cases.history(ID).orElseThrow().events().stream().map(AuditEvent::type).toList();
  }
}
