package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.access.request.WithdrawRequest;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Many at once, on DynamoDB Local: no answer of an approver is lost, and nobody who is refused is
/// in the way of those who have the say.
class BurstIT {
  private static final int BURSTS = 20;
  private static final Instant NOW = Samples.T0.plusSeconds(60);
  private static final Visibility VISIBILITY = new Visibility(Samples.SECURITY);
  private static DynamoLocal dynamo = DynamoLocal.NONE;

  @BeforeAll
  static void start() throws Exception {
    dynamo = DynamoLocal.start();
  }

  @AfterAll
  static void stop() throws Exception {
    dynamo.close();
  }

  @Test
  void inTwentyParallelBurstsNoAnswerIsLost() throws Exception {
    try (DynamoDbClient client = dynamo.client()) {
      CaseStore store = TemplateTables.createIn(client).store(client);
      SamplePolicy policy =
          SamplePolicy.usual()
              .developers(SamplePolicy.approval(SamplePolicy.set("leads", 3, Samples.LEADS)));
      List<AccessCase> requests = new ArrayList<>();
      for (int i = 0; i < BURSTS; i++) {
        requests.add(submitted(store, policy, Samples.id(i)));
      }
      List<Callable<ReviewRequest.Outcome>> answers = new ArrayList<>();
      for (AccessCase request : requests) {
        for (int lead = 0; lead < 3; lead++) {
          answers.add(answer(store, policy, request, lead));
        }
      }
      long lost = lost(answers);
      System.out.println(BURSTS + " bursts of 3 answers at once: " + lost + " lost");
      assertThat(lost).isZero();
      for (AccessCase request : requests) {
        CaseHistory history = store.history(request.id()).orElseThrow();
        assertThat(history.current().state()).isEqualTo(CaseState.SCHEDULED);
        assertThat(
                AuditEvent.firstBreak(
                    request.id().text(), history.events(), history.current().head()))
            .isEmpty();
      }
    }
  }

  @Test
  void twentyAnswersToOneRequestAtOnceAreAllTaken() throws Exception {
    try (DynamoDbClient client = dynamo.client()) {
      CaseStore store = TemplateTables.createIn(client).store(client);
      SamplePolicy policy =
          SamplePolicy.usual()
              .developers(
                  SamplePolicy.approval(
                      SamplePolicy.set("leads", BURSTS / 2, Samples.LEADS),
                      SamplePolicy.set("operations", BURSTS / 2, Samples.OPERATIONS)));
      AccessCase request = submitted(store, policy, Samples.id(1));
      List<Callable<ReviewRequest.Outcome>> answers = new ArrayList<>();
      for (int i = 0; i < BURSTS / 2; i++) {
        answers.add(answer(store, policy, request, i));
        answers.add(
            answer(store, policy, request, Samples.person("operator-" + i, Samples.OPERATIONS)));
      }
      long lost = lost(answers);
      System.out.println("one burst of " + BURSTS + " answers to one request: " + lost + " lost");
      assertThat(lost).isZero();
      assertThat(store.load(request.id()).orElseThrow().state()).isEqualTo(CaseState.SCHEDULED);
    }
  }

  @Test
  void aFloodOfRefusalsKeepsNobodyFromRevokingOrApproving() throws Exception {
    try (DynamoDbClient client = dynamo.client();
        ExecutorService flood = Executors.newFixedThreadPool(10)) {
      CaseStore store = TemplateTables.createIn(client).store(client);
      SamplePolicy policy = SamplePolicy.usual();
      AccessCase pending = submitted(store, policy, Samples.id(1));
      CaseScenario.active(Samples.id(2)).in(store);
      AccessCase active = store.load(Samples.id(2)).orElseThrow();
      AtomicBoolean over = new AtomicBoolean();
      List<Future<Integer>> floods = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Principal stranger = Samples.person("mallory");
        floods.add(
            flood.submit(
                () -> {
                  int refused = 0;
                  while (!over.get()) {
                    answer(store, policy, pending, stranger).call();
                    answer(store, policy, pending, Samples.ALICE).call();
                    new WithdrawRequest(store, VISIBILITY).withdraw(stranger, active.id(), NOW);
                    refused += 3;
                  }
                  return refused;
                }));
      }
      try {
        assertThat(answer(store, policy, pending, 1).call())
            .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
        assertThat(
                new RevokeGrant(store, VISIBILITY)
                    .revoke(Samples.BOB, GrantId.of(active.id()), "enough", NOW))
            .isInstanceOf(RevokeGrant.Outcome.Done.class);
      } finally {
        over.set(true);
      }
      int refused = 0;
      for (Future<Integer> done : floods) {
        refused += done.get();
      }
      assertThat(refused).isGreaterThan(0);
      CaseHistory history = store.history(pending.id()).orElseThrow();
      System.out.println(
          refused + " refusals, " + history.events().size() + " events in the case they were of");
      assertThat(history.events()).hasSizeLessThan(10);
    }
  }

  private static long lost(List<Callable<ReviewRequest.Outcome>> answers) throws Exception {
    long lost = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(answers.size())) {
      for (Future<ReviewRequest.Outcome> answer : threads.invokeAll(answers)) {
        if (!(answer.get() instanceof ReviewRequest.Outcome.Recorded)) {
          lost++;
        }
      }
    }
    return lost;
  }

  private static Callable<ReviewRequest.Outcome> answer(
      CaseStore store, SamplePolicy policy, AccessCase to, int lead) {
    return answer(store, policy, to, Samples.person("lead-" + lead, Samples.LEADS));
  }

  private static Callable<ReviewRequest.Outcome> answer(
      CaseStore store, SamplePolicy policy, AccessCase to, Principal who) {
    ReviewRequest review = new ReviewRequest(store, policy::load, new FakeDocuments(), VISIBILITY);
    ReviewRequest.Answer answer =
        new ReviewRequest.Answer(
            to.id(), to.request().submission().hash(), Verdict.APPROVE, Optional.empty());
    return () -> {
      try {
        return review.review(who, answer, NOW);
      } catch (Fault busy) {
        return new ReviewRequest.Outcome.NotYours("lost: " + busy.getMessage());
      }
    };
  }

  private static AccessCase submitted(CaseStore store, SamplePolicy policy, RequestId id) {
    return switch (new SubmitRequest(store, policy::load, new FakeDocuments(), () -> id)
        .submit(Samples.ALICE, Samples.ask(), Optional.empty(), Samples.T0)) {
      case SubmitRequest.Outcome.Submitted(AccessCase created, _) -> created;
      case SubmitRequest.Outcome other -> throw new AssertionError(other);
    };
  }
}
