package dev.tidegate.functions.sweepgrants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Wire;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.access.grant.GrantDispatcher;
import dev.tidegate.core.access.grant.SweepGrants;
import dev.tidegate.core.access.store.CaseStore;
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
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandlerTest {
  private static final Instant NOW = Samples.T0.plus(Duration.ofHours(9));

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final Hands hands = new Hands();
  private final Captured out = new Captured();
  private final Handler handler =
      new Handler(
          new SweepGrants(store, hands),
          InstantSource.fixed(NOW),
          Log.to(out.stream(), "sweep-grants"),
          Metrics.to(out.stream(), "sweep-grants"));

  @Test
  void everythingDueIsMovedOnInAsManyRoundsAsItTakes() throws IOException {
    for (int i = 0; i < 60; i++) {
      CaseScenario.active(Samples.id(i)).in(store);
    }
    CaseScenario.submitted(Samples.id(100)).in(store);

    assertThat(call(240_000))
        .isEqualTo(
            "{\"due\":61,\"expired\":1,\"overdue\":0,\"started\":0,\"ended\":60,\"failed\":0}");

    assertThat(hands.ended).hasSize(60).doesNotHaveDuplicates();
    assertThat(store.load(Samples.id(100)).orElseThrow().state()).isEqualTo(CaseState.EXPIRED);
    assertThat(out.text()).contains("\"Swept\":61.0").doesNotContain("Faults");
  }

  @Test
  void aCaseThatFailsIsSaidAndHoldsUpNoOther() throws IOException {
    for (int i = 0; i < 30; i++) {
      CaseScenario.active(Samples.id(i)).in(store);
    }
    hands.broken.add(GrantId.of(Samples.id(7)));

    assertThat(call(240_000)).contains("\"ended\":29").contains("\"failed\":1");

    assertThat(out.text())
        .contains("case not handled")
        .contains(Samples.id(7).text())
        .contains("\"Faults\":1.0");
  }

  @Test
  void casesThatCannotBeReadGoAsideWithAnAlarmAndHoldUpNoOther() throws IOException {
    Set<RequestId> poison = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      CaseScenario.active(Samples.id(i)).in(store);
      if (i < 40) {
        poison.add(Samples.id(i));
      }
    }
    CaseStore poisoned =
        new WiredStore(store, Wire.CLEAR) {
          @Override
          public Optional<AccessCase> load(RequestId id) {
            if (poison.contains(id)) {
              throw new Fault(Fault.Kind.BROKEN, id + " cannot be read");
            }
            return super.load(id);
          }
        };

    assertThat(call(poisoned, NOW, 240_000)).contains("\"ended\":60").contains("\"failed\":40");
    assertThat(out.text()).contains("\"PutAside\":40.0").contains("cannot be read");

    assertThat(call(poisoned, NOW.plus(Duration.ofMinutes(14)), 240_000)).contains("\"failed\":0");
    poison.clear();
    assertThat(call(poisoned, NOW.plus(Duration.ofMinutes(15)), 240_000)).contains("\"failed\":0");
    assertThat(hands.ended).hasSizeGreaterThanOrEqualTo(100).contains(GrantId.of(Samples.id(39)));
  }

  @Test
  void endsThatAreStuckAreCountedInEverySweepAlsoThoseThatCannotBeHandedOver() throws IOException {
    for (int i = 0; i < 30; i++) {
      CaseScenario.active(Samples.id(i)).in(store);
    }
    hands.broken.add(GrantId.of(Samples.id(7)));

    assertThat(call(store, NOW, 240_000)).contains("\"ended\":29");

    assertThat(out.text())
        .containsOnlyOnce("\"StuckEnding\":30.0")
        .contains("grant not ended, long after its end")
        .contains(GrantId.of(Samples.id(7)).text());
  }

  @Test
  void nothingDueIsOneRound() throws IOException {
    assertThat(call(240_000)).contains("\"due\":0");
    assertThat(out.text()).contains("\"Swept\":0.0").contains("\"StuckEnding\":0.0");
  }

  @Test
  void withNoTimeLeftTheRestWaitsForTheNextSweep() throws IOException {
    for (int i = 0; i < 30; i++) {
      CaseScenario.active(Samples.id(i)).in(store);
    }

    assertThat(call(60_000)).contains("\"due\":25");
    assertThat(call(240_000)).contains("\"due\":5");
    assertThat(hands.ended).hasSize(30).doesNotHaveDuplicates();
  }

  private String call(CaseStore cases, Instant now, int remaining) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new Handler(
            new SweepGrants(cases, hands),
            InstantSource.fixed(now),
            Log.to(out.stream(), "sweep-grants"),
            Metrics.to(out.stream(), "sweep-grants"))
        .handleRequest(new ByteArrayInputStream(new byte[0]), answer, new TestContext(remaining));
    return answer.toString(StandardCharsets.UTF_8);
  }

  private String call(int remaining) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(new byte[0]), answer, new TestContext(remaining));
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static final class Hands implements GrantDispatcher {
    private final Set<GrantId> broken = new HashSet<>();
    private final List<GrantId> ended = new ArrayList<>();

    @Override
    public void start(GrantId grant) {
      throw new AssertionError("nothing to start");
    }

    @Override
    public void end(GrantId grant) {
      if (broken.contains(grant)) {
        throw new Fault(Fault.Kind.BUSY, "Lambda does not answer");
      }
      ended.add(grant);
    }
  }
}
