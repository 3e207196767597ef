package dev.tidegate.core.access.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Extremes;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every [CaseStore] keeps to: conditional changes, their record, and what is read back. The
/// lists and the due index are in [CaseListsContract].
public abstract class CaseStoreContract {
  private static final RequestId ID = Samples.id(1);

  private CaseStore store = new InMemoryCaseStore();

  /// Returns a store without cases.
  protected abstract CaseStore emptyStore() throws Exception;

  /// Returns the store of this test.
  protected final CaseStore store() {
    return store;
  }

  @BeforeEach
  void prepare() throws Exception {
    store = emptyStore();
  }

  static List<Arguments> everyState() {
    return CaseScenario.everyState(100).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyState")
  void aCaseInEveryStateIsReadBackAsItWasWritten(String name, CaseScenario story) {
    for (CaseChange change : story.changes()) {
      assertThat(store.commit(change)).isTrue();
      assertThat(store.load(change.after().id())).contains(change.after());
    }
    CaseHistory history = store.history(story.now().id()).orElseThrow();
    assertThat(history.current()).isEqualTo(story.now());
    assertThat(history.events())
        .isEqualTo(story.changes().stream().flatMap(change -> change.events().stream()).toList());
    assertThat(history.sessions())
        .isEqualTo(story.changes().stream().flatMap(change -> change.session().stream()).toList());
    assertThat(
            AuditEvent.firstBreak(
                story.now().id().text(), history.events(), history.current().head()))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tidegate.core.access.Extremes#submissions")
  void everyFieldSurvivesAtItsLimits(String name, Submission submission) {
    CaseScenario story =
        (submission.decision() instanceof Decision.Allowed
                ? CaseScenario.granted(submission)
                : CaseScenario.submitted(submission)
                    .reviewed(Samples.CAROL, Extremes.LONG_TEXT)
                    .approved(Extremes.MANY_GROUPS))
            .activated()
            .issued()
            .revoked(Samples.SAM, Extremes.LONG_TEXT)
            .then(
                change ->
                    change.noting(
                        EventType.SESSION_REFUSED,
                        submission.requester().actor(),
                        Map.of("empty", "", "text", Extremes.LONG_TEXT, "lines", "a\n\t\"b\"")));
    AccessCase written = story.in(store);
    assertThat(store.load(submission.id())).contains(written);
    assertThat(store.load(submission.id()).orElseThrow().request().submission().hash())
        .isEqualTo(submission.hash());
    assertThat(store.history(submission.id()).orElseThrow().events().getLast())
        .isEqualTo(story.changes().getLast().events().getLast());
  }

  @Test
  void whatWasNeverWrittenIsNotThere() {
    assertThat(store.load(ID)).isEmpty();
    assertThat(store.history(ID)).isEmpty();
    CaseScenario.submitted(ID).in(store);
    assertThat(store.load(ID)).isPresent();
    assertThat(store.history(ID)).isPresent();
    assertThat(store.load(Samples.id(2))).isEmpty();
  }

  @Test
  void creatingACaseTwiceLeavesTheFirst() {
    AccessCase first = CaseScenario.submitted(ID).in(store);
    Submission other =
        Samples.submission(ID, Samples.DAVE, Samples.needs("operations"), Samples.T0);
    assertThat(store.commit(CaseScenario.submitted(other).changes().getFirst())).isFalse();
    assertThat(store.load(ID)).contains(first);
    assertThat(store.history(ID).orElseThrow().events()).hasSize(1);
    assertThat(store.waitingFor(Samples.groups("operations"), PageRequest.first(10)).items())
        .isEmpty();
    assertThat(store.submittedBy(Samples.DAVE.id(), PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void aChangeMadeFromAnOldVersionWritesNothing() {
    CaseScenario submitted = CaseScenario.submitted(ID);
    submitted.in(store);
    CaseChange denied = submitted.denied(Samples.BOB, "no").changes().getLast();
    CaseScenario approved = submitted.approved(Samples.CAROL);
    assertThat(store.commit(approved.changes().getLast())).isTrue();

    assertThat(store.commit(denied)).isFalse();

    assertThat(store.load(ID)).contains(approved.now());
    CaseHistory history = store.history(ID).orElseThrow();
    assertThat(history.events()).hasSize(approved.now().head().seq());
    assertThat(AuditEvent.firstBreak(ID.text(), history.events(), approved.now().head())).isEmpty();
    assertThat(store.inState(CaseState.DENIED, PageRequest.first(10)).items()).isEmpty();
    assertThat(store.commit(approved.activated().changes().getLast())).isTrue();
  }

  @Test
  void aSessionThatLostAgainstARevokeIsNotRecorded() {
    CaseScenario active = CaseScenario.active(ID);
    active.in(store);
    CaseScenario revoked = active.revoked(Samples.BOB, "enough");
    assertThat(store.commit(revoked.changes().getLast())).isTrue();
    assertThat(store.commit(active.issued().changes().getLast())).isFalse();
    assertThat(store.history(ID).orElseThrow().sessions()).isEmpty();
    assertThat(store.load(ID).orElseThrow().sessions().count()).isZero();
  }

  @Test
  void ofTwoCallersWithTheVerySameChangeOneWins() {
    CaseScenario active = CaseScenario.active(ID);
    active.in(store);
    CaseChange issue = active.issued().changes().getLast();
    assertThat(store.commit(issue)).isTrue();
    assertThat(store.commit(issue)).isFalse();
    assertThat(store.history(ID).orElseThrow().sessions()).hasSize(1);
  }

  @Test
  void eventsComeInPartsWithoutAGap() {
    CaseScenario story = CaseScenario.submitted(ID);
    AccessCase current = story.in(store);
    int most = CaseEvents.MOST + 20;
    while (current.head().seq() < most) {
      CaseChange change = CaseChange.of(current, Samples.T0);
      for (int i = 0; i < 40 && change.after().head().seq() < most; i++) {
        change =
            change.noting(
                EventType.SESSION_REFUSED, Samples.ALICE.actor(), Map.of("why", "x".repeat(500)));
      }
      assertThat(store.commit(change)).isTrue();
      current = change.after();
    }
    List<AuditEvent> all = new ArrayList<>();
    Optional<Integer> next = Optional.of(0);
    int parts = 0;
    while (next.isPresent()) {
      CaseEvents part = store.events(ID, next.get()).orElseThrow();
      assertThat(part.current()).isEqualTo(current);
      assertThat(part.events()).isNotEmpty();
      all.addAll(part.events());
      next = part.next();
      parts++;
    }
    assertThat(parts).isGreaterThan(1);
    assertThat(all).hasSize(most).isEqualTo(store.history(ID).orElseThrow().events());
    assertThat(AuditEvent.firstBreak(ID.text(), all, current.head())).isEmpty();
    assertThat(store.events(ID, most).orElseThrow().events()).isEmpty();
    assertThat(store.events(ID, most + 7).orElseThrow().next()).isEmpty();
    assertThat(store.events(Samples.id(9), 0)).isEmpty();
  }

  @Test
  void ofTenThreadsThatChangeOneVersionExactlyOneWins() throws Exception {
    CaseScenario story = CaseScenario.submitted(ID);
    story.in(store);
    for (int round = 0; round < 5; round++) {
      AccessCase before = store.load(ID).orElseThrow();
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int writer = i;
        writers.add(
            () ->
                store.commit(
                    CaseChange.of(before, story.next())
                        .noting(
                            EventType.SESSION_REFUSED,
                            Samples.ALICE.actor(),
                            Map.of("writer", Integer.toString(writer)))));
      }
      assertThat(inParallel(writers)).containsOnlyOnce(true);
      AccessCase after = store.load(ID).orElseThrow();
      assertThat(after.version()).isEqualTo(before.version() + 1);
      CaseHistory history = store.history(ID).orElseThrow();
      assertThat(history.events()).hasSize(round + 2);
      assertThat(AuditEvent.firstBreak(ID.text(), history.events(), after.head())).isEmpty();
    }
  }

  @Test
  void ofTenThreadsThatCreateOneCaseExactlyOneWins() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Principal person = Samples.person("person-" + i, Samples.DEVELOPERS);
      CaseChange change =
          CaseScenario.submitted(
                  Samples.submission(ID, person, Samples.needs("operations"), Samples.T0))
              .changes()
              .getFirst();
      writers.add(() -> store.commit(change));
    }
    assertThat(inParallel(writers)).containsOnlyOnce(true);
    assertThat(store.history(ID).orElseThrow().events()).hasSize(1);
    assertThat(store.waitingFor(Samples.groups("operations"), PageRequest.first(10)).items())
        .hasSize(1);
  }

  @Test
  void tenApprovalsInParallelGiveTenGrants() throws Exception {
    List<CaseScenario> stories =
        IntStream.range(0, 10).mapToObj(i -> CaseScenario.submitted(Samples.id(i))).toList();
    stories.forEach(story -> story.in(store));
    List<Callable<Boolean>> approvals = new ArrayList<>();
    for (CaseScenario story : stories) {
      approvals.add(() -> store.commit(story.approved(Samples.BOB).changes().getLast()));
    }
    assertThat(inParallel(approvals)).hasSize(10).containsOnly(true);
    for (CaseScenario story : stories) {
      AccessCase now = store.load(story.now().id()).orElseThrow();
      assertThat(now.request()).isInstanceOf(AccessRequest.Approved.class);
      assertThat(now.grant().orElseThrow()).isInstanceOf(Grant.Scheduled.class);
    }
    assertThat(store.inState(CaseState.SCHEDULED, PageRequest.first(100)).items()).hasSize(10);
    assertThat(store.waitingFor(Samples.groups("orders-leads"), PageRequest.first(100)).items())
        .isEmpty();
  }

  @Test
  void identitiesThatOnlyLookAlikeAreDifferentPeople() {
    Principal alice = Samples.ALICE;
    PrincipalId upper = new PrincipalId(Samples.ISSUER, "ALICE-0001");
    PrincipalId elsewhere = new PrincipalId("https://other.example.com", alice.id().subject());
    CaseScenario.submitted(ID).in(store);
    assertThat(store.submittedBy(alice.id(), PageRequest.first(10)).items()).hasSize(1);
    assertThat(store.submittedBy(upper, PageRequest.first(10)).items()).isEmpty();
    assertThat(store.submittedBy(elsewhere, PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void aPageHoldsAtLeastOneAndAtMostAHundred() {
    assertThatThrownBy(() -> PageRequest.first(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PageRequest.first(101)).isInstanceOf(IllegalArgumentException.class);
    assertThat(store.inState(CaseState.ACTIVE, PageRequest.first(100)).items()).isEmpty();
  }

  private static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
