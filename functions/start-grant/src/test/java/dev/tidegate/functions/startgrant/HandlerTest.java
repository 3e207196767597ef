package dev.tidegate.functions.startgrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.grant.GrantSchedules;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerTest {
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(3));

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final Schedules schedules = new Schedules();
  private final Captured out = new Captured();
  private final Handler handler =
      new Handler(
          new StartGrant(
              store,
              () -> SamplePolicy.usual().load(),
              schedules,
              (terms, document) -> {
                throw new AssertionError("not a temporary policy");
              },
              new FakeDocuments()),
          InstantSource.fixed(NOW),
          Log.to(out.stream(), "start-grant"),
          Metrics.to(out.stream(), "start-grant"));

  @ParameterizedTest(name = "a batch of {0}")
  @ValueSource(ints = {1, 10, 100})
  void everyRecordOfABatchIsHandled(int size) throws IOException {
    scheduled(size);

    assertThat(call(batch(size))).isEqualTo("{\"batchItemFailures\":[]}");

    assertThat(states(size)).containsExactly(CaseState.ACTIVE);
    assertThat(schedules.made).hasSize(size);
  }

  @ParameterizedTest(name = "a batch of {0}")
  @ValueSource(ints = {1, 10, 100})
  void aPoisonRecordIsReportedAloneAndTheOthersAreHandled(int size) throws IOException {
    scheduled(size);
    int poison = size / 2;
    schedules.broken.add(GrantId.of(Samples.id(poison)));

    assertThat(call(batch(size)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + poison + "\"}]}");

    assertThat(state(poison)).isEqualTo(CaseState.SCHEDULED);
    assertThat(schedules.made).hasSize(size - 1);
  }

  @Test
  void aBatchThatComesAgainChangesNothing() throws IOException {
    scheduled(3);
    call(batch(3));

    assertThat(call(batch(3))).isEqualTo("{\"batchItemFailures\":[]}");

    assertThat(schedules.made).hasSize(3);
    assertThat(store.history(Samples.id(0)).orElseThrow().events()).hasSize(5);
  }

  @Test
  void aRecordOfSomethingElseThanACaseIsPassedOver() throws IOException {
    String event =
        """
        {"Records":[{"eventName":"INSERT","dynamodb":{"SequenceNumber":"1",
          "Keys":{"pk":{"S":"%s"},"sk":{"S":"EVENT#000001"}}}}]}
        """
            .formatted(Samples.id(0));

    assertThat(call(event)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(schedules.made).isEmpty();
  }

  @Test
  void recordsThatThereIsNoTimeForAreReported() throws IOException {
    scheduled(2);

    assertThat(callWith(19_999, batch(2)))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"0\"},{\"itemIdentifier\":\"1\"}]}");
    assertThat(schedules.made).isEmpty();
  }

  @Test
  void theSweepNamesOneGrant() throws IOException {
    scheduled(1);

    call("{\"grantId\":\"" + GrantId.of(Samples.id(0)) + "\"}");

    assertThat(state(0)).isEqualTo(CaseState.ACTIVE);
    assertThat(out.text()).contains("\"outcome\":\"STARTED\"").contains("\"GrantsStarted\":1.0");
  }

  @Test
  void aSingleGrantThatFailsIsThrownSoThatLambdaTriesAgain() {
    scheduled(1);
    schedules.broken.add(GrantId.of(Samples.id(0)));

    assertThatThrownBy(() -> call("{\"grantId\":\"" + GrantId.of(Samples.id(0)) + "\"}"))
        .isInstanceOf(Fault.class);
    assertThat(out.text()).contains("grant not started").contains("\"Faults\":1.0");
  }

  @Test
  void aGrantThatThereIsNotIsSaidAndIsNoFailure() throws IOException {
    call("{\"grantId\":\"g-0000000000000001\"}");

    assertThat(out.text()).contains("\"outcome\":\"UNKNOWN\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{}",
        "{\"grantId\":7}",
        "{\"grantId\":\"r-0000000000000001\"}",
        "{\"Records\":[{}]}",
        "{\"Records\":[7]}",
        "{\"Records\":[{\"dynamodb\":{}}]}"
      })
  void anEventThatIsNoneIsAClearError(String event) {
    assertThatThrownBy(() -> call(event))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  private void scheduled(int count) {
    for (int i = 0; i < count; i++) {
      CaseScenario.submitted(Samples.id(i)).approved(Samples.BOB).in(store);
    }
  }

  private CaseState state(int number) {
    return store.load(Samples.id(number)).map(AccessCase::state).orElseThrow();
  }

  private Set<CaseState> states(int count) {
    return IntStream.range(0, count)
        .mapToObj(this::state)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String batch(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> changed(Samples.id(i), i))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  private static String changed(RequestId id, int sequence) {
    return """
    {"eventName":"MODIFY","dynamodb":{"SequenceNumber":"%d",
      "Keys":{"pk":{"S":"%s"},"sk":{"S":"CASE"}},
      "NewImage":{"grantState":{"S":"Scheduled"}}}}
    """
        .formatted(sequence, id);
  }

  private String call(String event) throws IOException {
    return callWith(60_000, event);
  }

  private String callWith(int remaining, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(remaining));
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static final class Schedules implements GrantSchedules {
    private final Set<GrantId> broken = new HashSet<>();
    private final List<GrantId> made = new ArrayList<>();

    @Override
    public void ensureEnd(GrantId grant, Instant end, Instant now) {
      if (broken.contains(grant)) {
        throw new Fault(Fault.Kind.BUSY, "no schedule today");
      }
      made.add(grant);
    }

    @Override
    public void ensureStart(GrantId grant, Instant start, Instant now) {
      throw new AssertionError("it begins at once");
    }
  }
}
