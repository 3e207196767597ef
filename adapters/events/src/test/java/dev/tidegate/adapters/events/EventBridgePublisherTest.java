package dev.tidegate.adapters.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgePublisherTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final FakeBus bus = new FakeBus();
  private final EventBridgePublisher publisher =
      new EventBridgePublisher(bus, "tidegate", Duration.ZERO);

  @Test
  void anEventCarriesBusSourceTypeTimeAndDetail() {
    assertThat(publisher.publish(events(1))).isEmpty();

    assertThat(bus.calls).hasSize(1);
    PutEventsRequestEntry entry = bus.calls.getFirst().getFirst();
    assertThat(entry.eventBusName()).isEqualTo("tidegate");
    assertThat(entry.source()).isEqualTo("tidegate");
    assertThat(entry.detailType()).isEqualTo("grant.active");
    assertThat(entry.time()).isEqualTo(NOW);
    assertThat(entry.detail()).isEqualTo("{\"n\":0}");
  }

  @Test
  void aHundredAndOneEventsGoInBatchesOfTen() {
    assertThat(publisher.publish(events(101))).isEmpty();

    assertThat(bus.calls).hasSize(11).allMatch(batch -> batch.size() <= 10);
    assertThat(bus.taken).hasSize(101).doesNotHaveDuplicates();
  }

  @Test
  void largeEventsGoInSmallerBatches() {
    List<BusEvent> large =
        IntStream.range(0, 5)
            .mapToObj(i -> new BusEvent("grant.active", "\"" + "x".repeat(100_000) + "\"", NOW))
            .toList();

    assertThat(publisher.publish(large)).isEmpty();

    assertThat(bus.calls.stream().map(List::size)).containsExactly(2, 2, 1);
  }

  @Test
  void anEventThatNeverFitsIsSaidAndHoldsUpNoOther() {
    List<BusEvent> events = new ArrayList<>(events(3));
    events.set(1, new BusEvent("grant.active", "é".repeat(Entries.BYTES / 2), NOW));

    SortedMap<Integer, String> failures = publisher.publish(events);

    assertThat(failures).containsOnlyKeys(1);
    assertThat(failures.get(1)).contains("too large");
    assertThat(bus.taken).hasSize(2);
  }

  @Test
  void onlyWhatFailedIsSentAgain() {
    bus.fail("{\"n\":3}", "ThrottlingException", 1);
    bus.fail("{\"n\":7}", "InternalFailure", 2);

    assertThat(publisher.publish(events(10))).isEmpty();

    assertThat(bus.calls.stream().map(List::size)).containsExactly(10, 2, 1);
    assertThat(bus.taken).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void whatFailsEveryTimeIsSaidByItsIndex() {
    bus.fail("{\"n\":13}", "ThrottlingException", 99);

    assertThat(publisher.publish(events(20))).isEqualTo(Map.of(13, "ThrottlingException"));
    assertThat(bus.calls.stream().map(List::size)).containsExactly(10, 10, 1, 1);
  }

  @Test
  void whatWillNeverWorkIsNotSentAgain() {
    bus.fail("{\"n\":1}", "MalformedDetail", 99);

    assertThat(publisher.publish(events(2))).isEqualTo(Map.of(1, "MalformedDetail"));
    assertThat(bus.calls).hasSize(1);
  }

  @Test
  void aFailedCallCountsForItsBatchAlone() {
    bus.refuse(
        EventBridgeException.builder()
            .statusCode(500)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("InternalException").build())
            .build());

    SortedMap<Integer, String> failures = publisher.publish(events(25));

    assertThat(failures).hasSize(10).containsKeys(0, 9).doesNotContainKey(10);
    assertThat(failures.get(0)).startsWith("BUSY");
    assertThat(bus.taken).hasSize(15);
  }

  @Test
  void nothingToSendIsNoCall() {
    assertThat(publisher.publish(List.of())).isEmpty();
    assertThat(bus.calls).isEmpty();
  }

  private static List<BusEvent> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new BusEvent("grant.active", "{\"n\":" + i + "}", NOW))
        .toList();
  }

  private static final class FakeBus implements EventBridgeClient {
    private final List<List<PutEventsRequestEntry>> calls = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final Map<String, Deque<String>> failing = new HashMap<>();
    private final Deque<AwsServiceException> refusals = new ArrayDeque<>();

    private void fail(String detail, String code, int times) {
      failing.put(detail, new ArrayDeque<>(Collections.nCopies(times, code)));
    }

    private void refuse(AwsServiceException failure) {
      refusals.add(failure);
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
      calls.add(request.entries());
      AwsServiceException refusal = refusals.poll();
      if (refusal != null) {
        throw refusal;
      }
      List<PutEventsResultEntry> results = new ArrayList<>();
      for (PutEventsRequestEntry entry : request.entries()) {
        Deque<String> codes = failing.getOrDefault(entry.detail(), new ArrayDeque<>());
        String code = codes.poll();
        if (code == null) {
          taken.add(entry.detail());
          results.add(PutEventsResultEntry.builder().eventId("e").build());
        } else {
          results.add(PutEventsResultEntry.builder().errorCode(code).build());
        }
      }
      return PutEventsResponse.builder().entries(results).build();
    }

    @Override
    public String serviceName() {
      return "events";
    }

    @Override
    public void close() {}
  }
}
