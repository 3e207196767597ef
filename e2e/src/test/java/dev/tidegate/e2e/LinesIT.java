package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.local.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// Of the four lines that end access, three are switched off and the fourth ends it alone.
///
/// Where the date condition must be out of the way, a session under the grant's name without one
/// shows it: only a Deny on the access role refuses that, while a session under a name that no
/// grant has goes on. Four grants run at once, so that their minutes pass together.
@Apart(stack = "stopped", because = "stops all of Tidegate")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(3)
class LinesIT {
  private static final String LENGTH = "1m";

  /// The sweep comes every minute here; the rest is a slow machine's.
  private static final Duration NEXT_SWEEP = Duration.ofMinutes(2);

  private Lines lines;
  private Orders nobodys;
  private Given dateAlone;
  private Given scheduleAlone;
  private Given sweepAlone;
  private Given expiryAlone;

  /// A grant, a session that was issued under it, and one without its date condition.
  private record Given(Reply grant, Orders issued, Orders undated) implements AutoCloseable {
    Instant end() {
      return Instant.parse(grant.text("grant.endsAt"));
    }

    @Override
    public void close() {
      issued.close();
      undated.close();
    }
  }

  @BeforeAll
  void fourGrantsOfWhichEachHasOneLineLeft(Stack stack, LocalAws aws) throws Exception {
    lines = new Lines(aws);
    nobodys = new Orders(stack, lines.undated("g-0000000000000000"));
    dateAlone = given(stack);
    Until.pause(Duration.ofSeconds(8));
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Given> one = people.submit(() -> given(stack));
      Future<Given> two = people.submit(() -> given(stack));
      Future<Given> three = people.submit(() -> given(stack));
      scheduleAlone = one.get();
      sweepAlone = two.get();
      expiryAlone = three.get();
    }
    lines.withoutExpiry(scheduleAlone.grant());
    lines.withoutSweep(scheduleAlone.grant());
    lines.withoutSchedule(sweepAlone.grant());
    lines.withoutExpiry(sweepAlone.grant());
    lines.withoutSchedule(expiryAlone.grant());
    lines.withoutSweep(expiryAlone.grant());
    assertThat(Instant.now()).as("ready before the first end").isBefore(dateAlone.end());
  }

  @AfterAll
  void close() throws Exception {
    for (AutoCloseable each :
        new AutoCloseable[] {dateAlone, scheduleAlone, sweepAlone, expiryAlone, nobodys, lines}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  @Order(1)
  void theDateConditionAloneEndsAccessWithAllOfTidegateStopped(Stack stack) {
    pauseUntil(dateAlone.end().minusSeconds(4));
    lines.stop();
    try {
      assertThat(stack.as("alice").get("/v1/requests/" + dateAlone.grant().text("id")).status())
          .isNotEqualTo(200);
      assertThat(dateAlone.issued().read("orders")).isEqualTo(Orders.Access.ALLOWED);

      pauseUntil(dateAlone.end());

      assertThat(dateAlone.issued().read("orders")).isEqualTo(Orders.Access.REFUSED);
      assertThat(dateAlone.undated().read("orders"))
          .as("nothing but the date condition has acted")
          .isEqualTo(Orders.Access.ALLOWED);
    } finally {
      lines.restart();
    }
    refusedBy(dateAlone, stack, NEXT_SWEEP);
  }

  @Test
  @Order(2)
  void theScheduleAloneEndsAccess(Stack stack) {
    endedAlone(scheduleAlone, stack, CommonSteps.SOON);
  }

  @Test
  @Order(3)
  void theExpiryOfTheWatchItemAloneEndsAccess(Stack stack) {
    endedAlone(expiryAlone, stack, CommonSteps.SOON);
  }

  @Test
  @Order(4)
  void theSweepAloneEndsAccess(Stack stack) {
    endedAlone(sweepAlone, stack, NEXT_SWEEP);
  }

  private void endedAlone(Given of, Stack stack, Duration within) {
    pauseUntil(of.end());
    refusedBy(of, stack, within);
  }

  private void refusedBy(Given of, Stack stack, Duration within) {
    Until.within(within, () -> of.undated().read("orders"), Orders.Access.REFUSED::equals);
    CommonSteps.untilState(stack, "alice", of.grant().text("id"), "Ended");
    assertThat(nobodys.read("orders")).isEqualTo(Orders.Access.ALLOWED);
  }

  private Given given(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders(LENGTH));
    Given given =
        new Given(
            grant,
            new Orders(stack, CommonSteps.issued(stack, "alice", grant)),
            new Orders(stack, lines.undated(grant.text("grant.id"))));
    assertThat(given.undated().read("orders")).isEqualTo(Orders.Access.ALLOWED);
    return given;
  }

  private static void pauseUntil(Instant when) {
    Duration left = Duration.between(Instant.now(), when);
    if (left.isPositive()) {
      Until.pause(left.plusMillis(50));
    }
  }
}
