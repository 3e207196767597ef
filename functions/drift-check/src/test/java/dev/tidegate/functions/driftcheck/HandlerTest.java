package dev.tidegate.functions.driftcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.AskedCheck;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.drift.CheckDrift;
import dev.tidegate.core.drift.FakeAccountObserver;
import dev.tidegate.core.drift.FakePolicyDocumentReader;
import dev.tidegate.core.drift.InMemoryDriftStore;
import dev.tidegate.core.drift.NotedHandover;
import dev.tidegate.core.drift.PolicyClassifier;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.record.InMemoryAuditLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerTest {
  private static final String ACCOUNT = Samples.ORDERS_PROD.id();
  private static final int LONG = 300_000;

  private final InMemoryAuditLog ledger = new InMemoryAuditLog("audit");
  private final InMemoryDriftStore notes = new InMemoryDriftStore();
  private final FakeAccountObserver holdings = new FakeAccountObserver();
  private final NotedHandover handover = new NotedHandover();
  private final Captured out = new Captured();
  private PolicySource policy = () -> SamplePolicy.usual().load();

  @Test
  void aStrayPolicyIsLoggedCountedToldAndHandedOver() throws IOException {
    holdings.put(ACCOUNT, "TidegateAccess", "TidegateDeny-g-0000000000000001");

    String answer = call("{}", LONG);

    assertThat(answer)
        .contains("\"accounts\":1")
        .contains("\"differences\":1")
        .contains("\"removals\":1");
    assertThat(out.text())
        .contains("TidegateAccess TidegateDeny-g-0000000000000001: there is no grant")
        .contains("\"Differences\":1.0")
        .contains("\"AccountsUnreachable\":0.0");
    assertThat(handover.removals).hasSize(1);
  }

  @Test
  void noDifferenceIsToldAsWell() throws IOException {
    assertThat(call("{}", LONG)).contains("\"differences\":0");

    assertThat(out.text()).contains("\"Differences\":0.0");
    assertThat(types()).endsWith("audit.checked");
  }

  @Test
  void anAccountThatCannotBeReachedIsADifferenceAndAMetricOfItsOwn() throws IOException {
    holdings.fails(ACCOUNT, new Fault(Fault.Kind.DENIED, "no"));

    assertThat(call("{}", LONG)).contains("\"differences\":1").contains("\"unreachable\":1");
    assertThat(out.text()).contains("not read: DENIED").contains("\"AccountsUnreachable\":1.0");
  }

  @Test
  void anEventThatIsDeliveredTwiceIsOneCheckAndAnotherOneIsAnother() throws IOException {
    String event = "{\"id\":\"0f0e0d0c-1111-2222-3333-444455556666\",\"source\":\"aws.events\"}";
    call(event, LONG);
    call(event, LONG);
    assertThat(types()).containsOnlyOnce("audit.checked");

    call(event.replace("0f0e", "1f0e"), LONG);
    assertThat(types()).filteredOn("audit.checked"::equals).hasSize(2);
  }

  @Test
  void whatTimeIsLeftForIsHandedOnAndCountedWhenItIsDone() throws IOException {
    assertThat(call("{\"run\":\"asked-for-1\"}", 60_000)).contains("\"finished\":false");
    assertThat(handover.goneOn).containsExactly("asked-for-1");
    assertThat(out.text()).doesNotContain("\"Differences\"");

    assertThat(call("{\"run\":\"asked-for-1\"}", LONG)).contains("\"finished\":true");
    assertThat(out.text()).contains("\"Differences\":0.0");
  }

  @Test
  void whoAskedForACheckIsOnRecordOnce() throws IOException {
    String event = new AskedCheck("asked-1234567890123456", Samples.SAM.actor()).text();
    call(event, LONG);
    call(event, LONG);

    assertThat(ledger.events())
        .filteredOn(one -> one.type().word().equals("audit.asked"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.actorId()).isEqualTo(Samples.SAM.id().canonical());
              assertThat(one.details()).containsEntry("run", "asked-1234567890123456");
            });
    assertThat(types()).endsWith("audit.checked").containsOnlyOnce("audit.checked");
  }

  @Test
  void aCheckThatFailsIsThrownSoThatLambdaTriesAgain() {
    policy =
        () -> {
          throw new IllegalStateException("a defect");
        };

    assertThatThrownBy(() -> call("{}", LONG)).isInstanceOf(IllegalStateException.class);
    assertThat(out.text()).contains("not checked").contains("\"Faults\":1.0");
  }

  private List<String> types() {
    return ledger.events().stream().map(event -> event.type().word()).toList();
  }

  private String call(String event, int millis) throws IOException {
    Handler handler =
        new Handler(
            new CheckDrift(
                new InMemoryCaseStore(),
                policy,
                holdings,
                new PolicyClassifier(
                    new InMemoryCaseStore(), new FakeDocuments(), new FakePolicyDocumentReader()),
                ledger,
                notes,
                handover),
            InstantSource.fixed(Samples.T0),
            Log.to(out.stream(), "audit"),
            Metrics.to(out.stream(), "audit"));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(millis));
    return answer.toString(StandardCharsets.UTF_8);
  }
}
