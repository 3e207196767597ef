package dev.tidegate.functions.endgrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.EventFunction;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.grant.AccessProbe;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.ScheduleRemoval;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.drift.FakePolicyDocumentReader;
import dev.tidegate.core.drift.PolicyClassifier;
import dev.tidegate.core.drift.RemoveStray;
import dev.tidegate.core.drift.RestoreRevocation;
import dev.tidegate.core.drift.StrayPolicies;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.InMemoryAuditLog;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerTest {
  private static final Instant AFTER_THE_END = Samples.T0.plus(Duration.ofMinutes(62));

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final Cuts cuts = new Cuts();
  private final Captured out = new Captured();

  @ParameterizedTest(name = "a batch of {0}")
  @ValueSource(ints = {1, 10, 100})
  void aPoisonRecordIsReportedAloneAndTheOthersAreEnded(int size) throws IOException {
    active(size);
    int poison = size / 2;
    cuts.broken.add(GrantId.of(Samples.id(poison)));

    assertThat(call(batch("REMOVE", size), AFTER_THE_END))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + poison + "\"}]}");

    assertThat(cuts.made).hasSize(size - 1);
    assertThat(state(poison)).as("durable, and tried again").isEqualTo(CaseState.ENDING);

    cuts.broken.clear();
    assertThat(call(batch("REMOVE", size), AFTER_THE_END)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(IntStream.range(0, size)).allMatch(i -> state(i) == CaseState.ENDED);
    assertThat(cuts.made).as("those that were ended are not cut again").hasSize(size);
  }

  @Test
  void aWatchItemThatWasJustMadeIsNotLookedAt() throws IOException {
    active(1);

    assertThat(call(batch("INSERT", 1), AFTER_THE_END)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(state(0)).isEqualTo(CaseState.ACTIVE);
  }

  @Test
  void aWatchItemMarkedAsEndingEndsTheGrantAtOnce() throws IOException {
    CaseScenario.active(Samples.id(0)).issued().revoked(Samples.BOB, "enough").in(store);

    call(batch("MODIFY", 1), Samples.T0.plus(Duration.ofMinutes(5)));

    assertThat(state(0)).isEqualTo(CaseState.ENDED);
    assertThat(cuts.made).containsExactly(GrantId.of(Samples.id(0)));
    assertThat(out.text()).contains("\"GrantsEnded\":1.0").contains("\"RevokeSeconds\":60.0");
  }

  @Test
  void theScheduleNamesOneGrantAndAGrantBeforeItsEndStays() throws IOException {
    active(1);
    String event = "{\"grantId\":\"" + GrantId.of(Samples.id(0)) + "\"}";

    call(event, Samples.T0.plus(Duration.ofMinutes(30)));
    assertThat(state(0)).isEqualTo(CaseState.ACTIVE);
    assertThat(out.text()).contains("\"outcome\":\"NOT_DUE\"");

    call(event, AFTER_THE_END);
    assertThat(state(0)).isEqualTo(CaseState.ENDED);
    assertThat(out.text()).contains("\"GrantsEnded\":1.0").doesNotContain("RevokeSeconds");
  }

  @Test
  void aSingleGrantThatCannotBeEndedIsThrownAndStaysEnding() {
    active(1);
    cuts.broken.add(GrantId.of(Samples.id(0)));

    assertThatThrownBy(
            () -> call("{\"grantId\":\"" + GrantId.of(Samples.id(0)) + "\"}", AFTER_THE_END))
        .isInstanceOf(Fault.class);
    assertThat(state(0)).isEqualTo(CaseState.ENDING);
    assertThat(out.text()).contains("grant not ended").contains("\"Faults\":1.0");
  }

  @Test
  void aSessionThatStillIsAllowedIsAnAlarmAtEachTryAfterIamHadItsTime() throws IOException {
    RequestId id = Samples.id(1);
    CaseScenario.active(id).issued().revoked(Samples.SAM, "enough").in(store);
    for (int tries = 1; tries <= 3; tries++) {
      Instant now = Samples.T0.plus(Duration.ofMinutes(5L * tries));
      new Handler(
              new EndGrant(
                  store, cuts, new NoSchedules(), _ -> new AccessProbe.Answer.StillAllowed()),
              store,
              InstantSource.fixed(now),
              Log.to(out.stream(), "end-grant"),
              Metrics.to(out.stream(), "end-grant"))
          .handleRequest(
              new ByteArrayInputStream(
                  ("{\"grantId\":\"" + GrantId.of(id) + "\"}").getBytes(StandardCharsets.UTF_8)),
              new ByteArrayOutputStream(),
              new TestContext(120_000));
      assertThat(out.text().split("\"StillAllowed\":1.0", -1)).hasSize(tries);
      assertThat(store.due(now.plus(Duration.ofMinutes(5)), 1)).containsExactly(id);
    }
    assertThat(out.text()).contains("still was allowed");
  }

  @Test
  void theTimeOfARevokeRunsUntilTheProbeWasRefused() throws IOException {
    CaseScenario.active(Samples.id(0)).issued().revoked(Samples.BOB, "enough").in(store);
    Instant began = Samples.T0.plus(Duration.ofMinutes(5));
    AtomicReference<Instant> now = new AtomicReference<>(began);
    AccessProbe slow =
        _ -> {
          now.set(began.plusSeconds(7));
          return new AccessProbe.Answer.Refused(began.plusSeconds(7));
        };

    new Handler(
            new EndGrant(store, cuts, new NoSchedules(), slow),
            store,
            now::get,
            Log.to(out.stream(), "end-grant"),
            Metrics.to(out.stream(), "end-grant"))
        .handleRequest(
            new ByteArrayInputStream(batch("MODIFY", 1).getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            new TestContext(120_000));

    assertThat(out.text()).contains("\"RevokeSeconds\":67.0");
  }

  @Test
  void aRoleWideCutIsLoud() throws IOException {
    CaseScenario.active(Samples.id(0)).issued().revoked(Samples.BOB, "enough").in(store);
    cuts.full = true;

    call(batch("MODIFY", 1), Samples.T0.plus(Duration.ofMinutes(5)));

    assertThat(out.text()).contains("\"RoleWideCuts\":1.0").contains("role/TidegateAccess");
  }

  @Test
  void whatAuditAsksForIsLookedAtCountedAndDone() throws IOException {
    Set<String> there = new HashSet<>(Set.of("Tidegate-g-0000000000000007"));
    String event =
        """
        {"remove":{"run":"a-run-of-tests","account":"222222222222","role":"orders-ci",
         "policy":"%s"}}\
        """;
    correct(event.formatted("Tidegate-g-0000000000000007"), there);
    correct(event.formatted("Tidegate-g-0000000000000007"), there);
    assertThat(there).isEmpty();
    assertThat(out.text()).containsOnlyOnce("\"DriftRemoved\":1.0");

    there.add("AdministratorAccess");
    correct(event.formatted("AdministratorAccess"), there);
    assertThat(there).hasSize(1);

    CaseScenario.active(Samples.id(0))
        .issued()
        .revoked(Samples.BOB, "enough")
        .ended(new Revocation.Standing(AFTER_THE_END.plusSeconds(60)))
        .in(store);
    GrantId grant = GrantId.of(Samples.id(0));
    correct("{\"putBack\":{\"run\":\"a-run-of-tests\",\"grantId\":\"" + grant + "\"}}", there);
    assertThat(cuts.made).containsExactly(grant);
  }

  private void correct(String event, Set<String> there) throws IOException {
    InMemoryAuditLog ledger = new InMemoryAuditLog("end-grant");
    Metrics metrics = Metrics.to(out.stream(), "end-grant");
    InstantSource clock = InstantSource.fixed(AFTER_THE_END);
    new Handler(
            new GrantEnder(new EndGrant(store, cuts, new NoSchedules()), store),
            Optional.of(
                new Corrections(
                    new RemoveStray(
                        store,
                        () -> SamplePolicy.usual().load(),
                        new There(there),
                        ledger,
                        new PolicyClassifier(
                            store, new FakeDocuments(), new FakePolicyDocumentReader())),
                    new RestoreRevocation(store, cuts, ledger))),
            new EventFunction(clock, Log.to(out.stream(), "end-grant"), metrics))
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            new TestContext(120_000));
  }

  private record There(Set<String> policies) implements StrayPolicies {
    @Override
    public Set<InlinePolicyName> names(Account account, String role) {
      return policies.stream()
          .map(InlinePolicyName::parse)
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());
    }

    @Override
    public Optional<String> document(Account account, String role, InlinePolicyName policy) {
      return Optional.of(policy.text())
          .filter(policies::contains)
          .map(_ -> FakePolicyDocumentReader.RIGHT);
    }

    @Override
    public Optional<Instant> revokesBefore(Account account, String role) {
      return Optional.empty();
    }

    @Override
    public boolean remove(Account account, String role, InlinePolicyName policy) {
      return policies.remove(policy.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"grantId\":\"x\"}", "{\"Records\":[{}]}"})
  void anEventThatIsNoneIsAClearError(String event) {
    assertThatThrownBy(() -> call(event, AFTER_THE_END))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void active(int count) {
    for (int i = 0; i < count; i++) {
      CaseScenario.active(Samples.id(i)).issued().in(store);
    }
  }

  private CaseState state(int number) {
    return store.load(Samples.id(number)).map(AccessCase::state).orElseThrow();
  }

  private static String batch(String eventName, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> watch(eventName, Samples.id(i), i))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  private static String watch(String eventName, RequestId id, int sequence) {
    return """
    {"eventName":"%s","dynamodb":{"SequenceNumber":"%d","Keys":{"grantId":{"S":"%s"}}}}
    """
        .formatted(eventName, sequence, GrantId.of(id));
  }

  private String call(String event, Instant now) throws IOException {
    Handler handler =
        new Handler(
            store,
            cuts,
            new NoSchedules(),
            InstantSource.fixed(now),
            Log.to(out.stream(), "end-grant"),
            Metrics.to(out.stream(), "end-grant"));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(120_000));
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static final class Cuts implements SessionRevoker {
    private final Set<GrantId> broken = new HashSet<>();
    private final List<GrantId> made = new ArrayList<>();
    private boolean full;

    @Override
    public RevocationResult cut(GrantTerms terms, Instant now) {
      if (broken.contains(terms.id())) {
        throw new Fault(Fault.Kind.BUSY, "IAM does not answer");
      }
      made.add(terms.id());
      return full ? new RevocationResult.NoRoom() : new RevocationResult.Done();
    }

    @Override
    public void revokeRoleWide(GrantTerms terms, Instant before) {}

    @Override
    public void removeRevocation(GrantTerms terms, Instant now) {}

    @Override
    public void removeRoleWideRevocation(GrantTerms terms, Instant before) {}

    @Override
    public void detach(GrantTerms terms) {}
  }

  private static final class NoSchedules implements ScheduleRemoval {
    @Override
    public void removeEnd(GrantId grant) {}

    @Override
    public void removeStart(GrantId grant) {}
  }
}
