package dev.tidegate.functions.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.broker.AccessCutter;
import dev.tidegate.core.broker.CheckDrift;
import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.broker.Holdings;
import dev.tidegate.core.broker.InMemoryCaseStore;
import dev.tidegate.core.broker.InMemoryLedger;
import dev.tidegate.core.broker.SamplePolicy;
import dev.tidegate.core.broker.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerTest {
  private final InMemoryLedger ledger = new InMemoryLedger("audit");
  private final Captured out = new Captured();

  @Test
  void a_difference_is_logged_counted_and_told() throws IOException {
    String answer =
        call(
            (account, roles) ->
                List.of(new Holdings.Held("TidegateAccess", "TidegateDeny-g-0000000000000001")));

    assertThat(answer).contains("\"accounts\":1").contains("\"differences\":1");
    assertThat(out.text())
        .contains("TidegateAccess TidegateDeny-g-0000000000000001: there is no grant")
        .contains("\"Differences\":1.0");
    assertThat(ledger.events().stream().map(event -> event.type().word()))
        .containsExactly("audit.difference", "audit.checked");
  }

  @Test
  void denies_that_are_packed_are_a_difference_when_their_time_is_long_over() throws IOException {
    String pack = AccessCutter.packName(Samples.T0.minusSeconds(600), "{}");
    String late = AccessCutter.packName(Samples.T0.minusSeconds(601), "{}");

    String answer =
        call(
            (account, roles) ->
                List.of(
                    new Holdings.Held("TidegateAccess", pack),
                    new Holdings.Held("TidegateAccess", late)));

    assertThat(answer).contains("\"differences\":1");
    assertThat(out.text()).contains(late + ": nothing needs it since").doesNotContain(pack);
  }

  @Test
  void no_difference_is_told_as_well() throws IOException {
    assertThat(call((account, roles) -> List.of())).contains("\"differences\":0");

    assertThat(out.text()).contains("\"Differences\":0.0");
    assertThat(ledger.events().stream().map(event -> event.type().word()))
        .containsExactly("audit.checked");
  }

  @Test
  void an_account_that_cannot_be_reached_is_a_difference() throws IOException {
    String answer =
        call(
            (account, roles) -> {
              throw new Fault(Fault.Kind.DENIED, "no");
            });

    assertThat(answer).contains("\"differences\":1");
    assertThat(out.text()).contains("could not be checked");
  }

  @Test
  void a_check_that_fails_is_thrown_so_that_lambda_tries_again() {
    assertThatThrownBy(
            () ->
                call(
                    (account, roles) -> {
                      throw new IllegalStateException("a defect");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(out.text()).contains("not checked").contains("\"Faults\":1.0");
  }

  private String call(Holdings holdings) throws IOException {
    Handler handler =
        new Handler(
            new CheckDrift(
                new InMemoryCaseStore(), () -> SamplePolicy.usual().load(), holdings, ledger),
            InstantSource.fixed(Samples.T0),
            Log.to(out.stream(), "audit"),
            Metrics.to(out.stream(), "audit"));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(300_000));
    return answer.toString(StandardCharsets.UTF_8);
  }
}
