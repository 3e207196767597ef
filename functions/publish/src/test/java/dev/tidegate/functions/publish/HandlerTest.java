package dev.tidegate.functions.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.events.BusEvent;
import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.http.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final Bus bus = new Bus();
  private final Captured out = new Captured();
  private final Handler handler =
      new Handler(
          bus::publish,
          InstantSource.fixed(NOW),
          Log.to(out.stream(), "publish"),
          Metrics.to(out.stream(), "publish"));

  @ParameterizedTest(name = "a batch of {0}")
  @ValueSource(ints = {1, 10, 100})
  void everyEntryOfABatchIsSent(int size) throws IOException {
    assertThat(call(batch(size, -1))).isEqualTo("{\"batchItemFailures\":[]}");

    assertThat(bus.sent).hasSize(size);
    assertThat(bus.sent.getFirst().type()).isEqualTo("grant.active");
    assertThat(bus.sent.getFirst().at()).isEqualTo(NOW);
    assertThat(bus.sent.getFirst().detail())
        .isEqualTo(
            "{\"requestId\":\"r-0000000000000000\",\"grantId\":\"g-0000000000000000\",\"seq\":3,"
                + "\"at\":\"2026-11-20T10:00:00Z\","
                + "\"actor\":{\"id\":\"tidegate|start-grant\",\"label\":\"start-grant\"},"
                + "\"details\":{\"endsAt\":\"2026-11-20T11:00:00Z\"}}");
    assertThat(out.text()).contains("\"EventsPublished\":" + size + ".0");
  }

  @ParameterizedTest(name = "a batch of {0}")
  @ValueSource(ints = {1, 10, 100})
  void aPoisonRecordIsReportedAloneAndTheOthersAreSent(int size) throws IOException {
    int poison = size / 2;

    assertThat(call(batch(size, poison)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + poison + "\"}]}");

    assertThat(bus.sent).hasSize(size - 1);
    assertThat(out.text()).contains("a record failed").contains("\"Faults\":1.0");
  }

  @Test
  void whatTheBusDidNotTakeIsReportedByItsRecord() throws IOException {
    bus.refused.add("r-0000000000000004");

    assertThat(call(batch(10, 2)))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"},{\"itemIdentifier\":\"4\"}]}");
    assertThat(out.text()).contains("ThrottlingException").contains("\"EventsPublished\":8.0");
  }

  @Test
  void onlyNewEntriesOfTheRecordAreTold() throws IOException {
    String event =
        """
        {"Records":[
          {"eventName":"INSERT","dynamodb":{"SequenceNumber":"1","Keys":{"pk":{"S":"r-x"},"sk":{"S":"CASE"}}}},
          {"eventName":"MODIFY","dynamodb":{"SequenceNumber":"2","Keys":{"pk":{"S":"r-x"},"sk":{"S":"EVENT#000001"}}}}]}
        """;

    assertThat(call(event)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(bus.sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"grantId\":\"g-0000000000000001\"}", "{\"Records\":[{}]}"})
  void anEventThatIsNoneIsAClearError(String event) {
    assertThatThrownBy(() -> call(event))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  private static String batch(int size, int poison) {
    return IntStream.range(0, size)
        .mapToObj(i -> i == poison ? entry(i, "no.such-type") : entry(i, "grant.active"))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  private static String entry(int number, String type) {
    String id = "r-%016d".formatted(number);
    return """
    {"eventName":"INSERT","dynamodb":{"SequenceNumber":"%d",
      "Keys":{"pk":{"S":"%s"},"sk":{"S":"EVENT#000003"}},
      "NewImage":{"pk":{"S":"%s"},"sk":{"S":"EVENT#000003"},"form":{"N":"1"},
        "subject":{"S":"%s"},"seq":{"N":"3"},"at":{"S":"2026-11-20T10:00:00Z"},
        "type":{"S":"%s"},"actorId":{"S":"tidegate|start-grant"},"actorLabel":{"S":"start-grant"},
        "details":{"M":{"endsAt":{"S":"2026-11-20T11:00:00Z"}}},
        "prev":{"S":"%s"},"hash":{"S":"%s"}}}}
    """
        .formatted(number, id, id, id, type, "0".repeat(64), "1".repeat(64));
  }

  private String call(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(60_000));
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static final class Bus {
    private final Set<String> refused = new HashSet<>();
    private final List<BusEvent> sent = new ArrayList<>();

    private SortedMap<Integer, String> publish(List<BusEvent> events) {
      SortedMap<Integer, String> failures = new TreeMap<>();
      for (int i = 0; i < events.size(); i++) {
        String detail = events.get(i).detail();
        if (refused.stream().anyMatch(detail::contains)) {
          failures.put(i, "ThrottlingException");
        } else {
          sent.add(events.get(i));
        }
      }
      return failures;
    }
  }
}
