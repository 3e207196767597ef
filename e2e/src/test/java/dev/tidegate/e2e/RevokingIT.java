package dev.tidegate.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.local.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Each revoke ends in a refusal, and is told as confirmed only after it. How long it took, and how
/// near to its second a grant ends by itself, is measured on the way: `-Dfigures.revocations=200`
/// and the like for the figures in `benchmarks/`.
@Apart(stack = "hindered", because = "IAM is late for everybody, and what it takes is measured")
@Order(7)
class RevokingIT {
  private static final int REVOCATIONS = Integer.getInteger("figures.revocations", 3);
  private static final int LATE_REVOCATIONS = Integer.getInteger("figures.late-revocations", 1);
  private static final int ENDS = Integer.getInteger("figures.ends", 0);
  private static final Duration LATE =
      Duration.ofMillis(Integer.getInteger("figures.late-millis", 2000));

  private static final Duration LONGER_THAN_THE_PROBE = Duration.ofSeconds(40);

  private static final List<String> FUNCTIONS =
      List.of(
          "requests",
          "reviews",
          "start-grant",
          "sessions",
          "revocations",
          "end-grant",
          "sweep-grants",
          "publish");
  private static final Pattern TOOK = Pattern.compile("(?<!Billed )Duration: ([0-9.]+) ms");

  /// A hand-over that the laptop's streams lose is made up for by the sweep, every minute here.
  private static final Duration NEXT_SWEEP = Duration.ofMinutes(2);

  /// As many grants are made at once.
  private static final int AT_ONCE = 10;

  /// How long from the revoke until AWS refused the session, and until the record has it confirmed.
  private record Times(Duration refused, Duration confirmed) {}

  @Test
  void eachRevokeIsRefusedByAwsAndConfirmed(Stack stack) throws Exception {
    tell("revoke to first refusal", "revoke to confirmed", revoked(stack, REVOCATIONS));
  }

  @Test
  void anEndIsNotConfirmedBeforeAwsRefusesHoweverLateTheChangeArrives(Stack stack, LocalAws aws)
      throws Exception {
    List<Times> times;
    try (LateIam late = LateIam.start(aws, LATE)) {
      times = revoked(stack, LATE_REVOCATIONS);
    }
    tell("late: revoke to first refusal", "late: revoke to confirmed", times);
    assertThat(times)
        .allSatisfy(
            time -> {
              assertThat(time.refused()).isGreaterThanOrEqualTo(LATE);
              assertThat(time.confirmed()).isGreaterThanOrEqualTo(LATE);
            });
  }

  /// Longer than the probe goes on: the sweep, every minute here, has it tried again.
  @Test
  void aDenyThatTakesLongerThanTheProbeRingsNothingAndIsConfirmedAsSoonAsAwsRefuses(
      Stack stack, LocalAws aws) throws Exception {
    List<Times> times;
    try (LateIam late = LateIam.start(aws, LONGER_THAN_THE_PROBE)) {
      times = revoked(stack, 1);
    }
    assertThat(times.getFirst().confirmed()).isGreaterThanOrEqualTo(LONGER_THAN_THE_PROBE);
    assertThat(aws.functionLog("end-grant"))
        .anyMatch(line -> line.contains("IAM may be slow"))
        .noneMatch(line -> line.contains("\"StillAllowed\":"));
  }

  /// What the functions did for the grants of this run: how often each ran, for how long, and how
  /// much they wrote.
  @AfterAll
  static void tellInvocations(Stack stack, LocalAws aws) {
    for (String function : FUNCTIONS) {
      List<String> log = aws.functionLog(function);
      List<Duration> took =
          log.stream()
              .map(TOOK::matcher)
              .filter(Matcher::find)
              .map(line -> Duration.ofMillis(Math.round(Double.parseDouble(line.group(1)))))
              .toList();
      if (!took.isEmpty()) {
        Measured.quantiles(function, took);
        // What AWS charges for: a line's bytes and 26 more [AWS: CloudWatch pricing].
        int bytes = log.stream().mapToInt(line -> line.getBytes(UTF_8).length + 26).sum();
        System.out.println(function + ": " + bytes / took.size() + " bytes of log each time");
      }
    }
  }

  /// [EndingIT] shows it for one grant; this is for the figure alone.
  @Test
  void aGrantEndsInItsSecond(Stack stack) throws Exception {
    Assumptions.assumeTrue(ENDS > 0, "-Dfigures.ends says how many");
    List<Future<Duration>> ends = new ArrayList<>();
    List<Duration> off = new ArrayList<>();
    try (ExecutorService people = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < ENDS; i++) {
        ends.add(people.submit(() -> end(stack)));
      }
      for (Future<Duration> end : ends) {
        off.add(end.get());
      }
    }
    Measured.quantiles("grant's end to first refusal", off);
    assertThat(off).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(1)));
  }

  /// Returns how long after its grant's end a session was refused first; less than nothing when it
  /// was before.
  private static Duration end(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("1m"));
    Instant end = Instant.parse(grant.text("grant.endsAt"));
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", grant))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      Until.pause(Duration.between(Instant.now(), end.minusMillis(500)));
      Instant asked = Instant.now();
      while (orders.read("orders") == Orders.Access.ALLOWED) {
        assertThat(asked).isBefore(end.plusSeconds(1));
        Until.pause(Duration.ofMillis(10));
        asked = Instant.now();
      }
      return Duration.between(end, asked);
    }
  }

  private static List<Times> revoked(Stack stack, int revocations) throws Exception {
    List<Times> times = new ArrayList<>();
    while (times.size() < revocations) {
      List<Reply> grants = active(stack, Math.min(AT_ONCE, revocations - times.size()));
      for (Reply grant : grants) {
        times.add(revoke(stack, grant));
      }
    }
    return times;
  }

  private static List<Reply> active(Stack stack, int many) throws Exception {
    List<Reply> active = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> grants = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        grants.add(
            people.submit(() -> CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"))));
      }
      for (Future<Reply> grant : grants) {
        active.add(grant.get());
      }
    }
    return active;
  }

  private static Times revoke(Stack stack, Reply grant) {
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", grant))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      Instant began = Instant.now();
      stack
          .as("bob")
          .post(
              "/v1/grants/" + grant.text("grant.id") + "/revoke",
              Map.of("reason", "the incident is over"))
          .expect(200);
      Instant asked = Instant.now();
      while (orders.read("orders") == Orders.Access.ALLOWED) {
        assertThat(asked).isBefore(began.plus(NEXT_SWEEP));
        Until.pause(Duration.ofMillis(10));
        asked = Instant.now();
      }
      Reply ended = CommonSteps.untilState(stack, "alice", grant.text("id"), "Ended");
      return new Times(Duration.between(began, asked), Duration.ofMillis(confirmed(ended)));
    }
  }

  private static long confirmed(Reply ended) {
    for (JsonNode event : ended.body().path("events")) {
      if (event.path("type").asText().equals("grant.confirmed")) {
        return Long.parseLong(event.path("details").path("millis").asText());
      }
    }
    throw new AssertionError("not confirmed: " + ended);
  }

  private static void tell(String refused, String confirmed, List<Times> times) {
    Measured.quantiles(refused, times.stream().map(Times::refused).toList());
    Measured.quantiles(confirmed, times.stream().map(Times::confirmed).toList());
  }
}
