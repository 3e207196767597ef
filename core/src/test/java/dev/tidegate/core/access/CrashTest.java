package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.request.ExtendGrant;
import dev.tidegate.core.access.request.GiveAfterReview;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The whole life of a grant, with one call of it failing or killing its caller, before or after it
/// took effect: once for each call and each way. People try again, functions are called again, the
/// sweep comes every five minutes; nothing outlives its end and no grant is stuck.
class CrashTest {
  private static final Optional<String> KEY = Optional.of("key");
  private static final Duration LENGTH = Duration.ofMinutes(30);
  private static final Duration AHEAD = Duration.ofMinutes(40);

  /// One life: what is asked for, whether it is revoked after ten minutes, and how far ahead it is
  /// to begin.
  private record Life(
      String name, Name entitlement, boolean revoked, int room, Duration ahead, Kind kind) {
    Life(String name, Name entitlement, boolean revoked, int room) {
      this(name, entitlement, revoked, room, Duration.ZERO, Kind.USUAL);
    }

    Life(String name, Name entitlement, boolean revoked, int room, Duration ahead) {
      this(name, entitlement, revoked, room, ahead, Kind.USUAL);
    }

    boolean glass() {
      return kind == Kind.GLASS;
    }

    boolean continued() {
      return kind == Kind.CONTINUED;
    }
  }

  private enum Kind {
    USUAL,
    GLASS,
    CONTINUED
  }

  private static final List<Life> LIVES =
      List.of(
          new Life("a session", SamplePolicy.READ, false, 10),
          new Life("a session that is revoked", SamplePolicy.READ, true, 10),
          new Life("a session that is revoked without room", SamplePolicy.READ, true, 0),
          new Life("a session that begins later", SamplePolicy.READ, false, 10, AHEAD),
          new Life("a session revoked before it begins", SamplePolicy.READ, true, 10, AHEAD),
          new Life("a policy that begins later", SamplePolicy.DEPLOY, false, 10, AHEAD),
          new Life("a broken glass", SamplePolicy.READ, false, 10, Duration.ZERO, Kind.GLASS),
          new Life("continued", SamplePolicy.READ, false, 10, Duration.ZERO, Kind.CONTINUED),
          new Life(
              "continued, revoked", SamplePolicy.READ, true, 10, Duration.ZERO, Kind.CONTINUED),
          new Life("a temporary policy", SamplePolicy.DEPLOY, false, 10),
          new Life("a temporary policy that is revoked", SamplePolicy.DEPLOY, true, 10));

  @TestFactory
  Stream<DynamicTest> nothingOutlivesItsEndWhicheverCallGoesWrong() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Life life : LIVES) {
      Run clean = new Run(life);
      clean.live();
      List<String> calls = clean.stage.faults.calls();
      for (int i = 0; i < calls.size(); i++) {
        for (FaultInjection.Strike strike : FaultInjection.Strike.values()) {
          int at = i;
          tests.add(
              DynamicTest.dynamicTest(
                  life.name() + ": " + strike + " at " + i + " " + calls.get(i),
                  () -> struck(life, at, strike)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(400);
    return tests.stream();
  }

  private static void struck(Life life, int at, FaultInjection.Strike strike) {
    Run run = new Run(life);
    run.stage.faults.strike(at, strike);
    run.live();
    run.check();
  }

  private static final class Run {
    private final Life life;
    private final SteppedWorld stage = new SteppedWorld();
    private final RequestId id = RequestId.of(Samples.ALICE.id(), "key");
    private final GrantId grant = GrantId.of(id);
    private final RequestId nextId = RequestId.of(Samples.ALICE.id(), "next");
    private Instant revokedAt = Instant.MAX;

    Run(Life life) {
      this.life = life;
      stage.world.aws().roles().room(life.room());
      stage.world.policy(
          SamplePolicy.usual()
              .plus(
                  SamplePolicy.rule(
                      new Name("glass"),
                      Samples.DEVELOPERS,
                      new Rule.Effect.BreakGlass(
                          new AccessDuration(LENGTH),
                          new AfterReviewDuty(
                              new TreeSet<>(Set.of(Samples.LEADS)), Duration.ofHours(1))))));
    }

    void live() {
      again(() -> stage.world.submit().submit(Samples.ALICE, ask(), KEY, stage.now()));
      again(() -> stage.approve(Samples.BOB, id));
      again(() -> stage.start(grant));
      if (later() && !life.revoked()) {
        stage.until(Samples.T0.plus(life.ahead()));
        again(() -> stage.start(grant));
      }
      stage.passMinutes(5);
      sweep();
      if (life.entitlement().equals(SamplePolicy.READ)) {
        again(() -> stage.issue(Samples.ALICE, grant));
      }
      if (life.continued()) {
        again(this::extend);
        again(() -> stage.approve(Samples.BOB, nextId));
        again(() -> stage.start(GrantId.of(nextId)));
      }
      stage.passMinutes(5);
      if (life.revoked()) {
        again(() -> stage.revoke(Samples.BOB, grant));
        again(() -> stage.end(grant));
        revokedAt = stage.now();
      }
      for (int i = 0; i < 30; i++) {
        sweep();
        stage.passMinutes(5);
      }
      if (life.glass()) {
        again(this::lookBack);
      }
    }

    private void extend() {
      stage
          .world
          .extend()
          .extend(
              Samples.ALICE,
              new ExtendGrant.More(
                  grant,
                  new AccessDuration(LENGTH),
                  Optional.empty(),
                  Optional.empty(),
                  "not done yet"),
              Optional.of("next"),
              stage.now());
    }

    private void lookBack() {
      String hash = stage.found(id).request().submission().hash();
      stage
          .world
          .afterReview()
          .give(
              Samples.BOB,
              new GiveAfterReview.Answer(id, hash, ReviewFinding.ACCEPT, Optional.empty()),
              stage.now());
    }

    private boolean later() {
      return !life.ahead().isZero();
    }

    private RequestedAccess ask() {
      RequestedAccess requested = SteppedWorld.ask(life.entitlement(), LENGTH);
      if (life.glass()) {
        return requested.breakingGlass();
      }
      return later() ? requested.startingAt(Samples.T0.plus(life.ahead())) : requested;
    }

    /// Calls again until it is answered, as people and AWS do.
    private void again(Runnable call) {
      for (int tries = 0; tries < 3; tries++) {
        if (once(call)) {
          return;
        }
        stage.pass(Duration.ofSeconds(20));
      }
      throw new AssertionError("one fault, and three tries did not do");
    }

    private boolean once(Runnable call) {
      stage.faults.begin();
      try {
        call.run();
        return true;
      } catch (Fault | Wire.Crash struck) {
        return false;
      }
    }

    private void sweep() {
      once(() -> stage.world.sweep().sweep(stage.now(), 100));
      for (World.Handed handed : stage.world.handed()) {
        once(
            () -> {
              if (handed.toEnd()) {
                stage.end(handed.grant());
              } else {
                stage.start(handed.grant());
              }
            });
      }
    }

    /// The next grant begins when this one ends, unless that was revoked; and it ends.
    private void checkNext() {
      AccessCase next = stage.world.now(nextId);
      Grant ended = next.grant().orElseThrow();
      assertThat(ended).isInstanceOf(Grant.Ended.class);
      assertThat(stage.count(id, EventType.GRANT_CONTINUED)).isEqualTo(1);
      assertThat(stage.found(id).continuedBy()).contains(ended.id());
      assertThat(stage.count(nextId, EventType.GRANT_ACTIVE)).isEqualTo(life.revoked() ? 0 : 1);
      assertThat(stage.count(nextId, EventType.GRANT_NOT_STARTED))
          .isEqualTo(life.revoked() ? 1 : 0);
    }

    private void check() {
      if (life.continued()) {
        checkNext();
      }
      CaseHistory history = stage.world.history(id);
      assertThat(history.current().grant().orElseThrow())
          .isInstanceOfSatisfying(
              Grant.Ended.class,
              ended ->
                  assertThat(ended.cut())
                      .isInstanceOfAny(Revocation.Nothing.class, Revocation.Removed.class));
      Instant end = history.current().grant().orElseThrow().terms().endsAt();
      assertThat(stage.world.aws().givesAfter(grant, end)).isEmpty();
      if (life.revoked()) {
        Instant latest = revokedAt.plus(Duration.ofMinutes(10));
        assertThat(stage.world.aws().givesAfter(grant, latest)).isEmpty();
      }
      assertThat(stage.world.aws().givesAfter(grant, Samples.T0).isPresent())
          .isEqualTo(!later() || !life.revoked());
      Instant start = history.current().grant().orElseThrow().terms().startsAt();
      assertThat(stage.world.aws().givesAfter(grant, Samples.T0).filter(start::isAfter)).isEmpty();
      long glasses = life.glass() ? 1 : 0;
      assertThat(stage.count(id, EventType.GRANT_BREAK_GLASS)).isEqualTo(glasses);
      assertThat(stage.count(id, EventType.AFTER_REVIEW_OVERDUE)).isEqualTo(glasses);
      assertThat(stage.count(id, EventType.AFTER_REVIEW_GIVEN)).isEqualTo(glasses);
      assertThat(stage.world.aws().roles().held()).isEmpty();
      assertThat(AuditEvent.firstBreak(id.text(), history.events(), history.current().head()))
          .isEmpty();
      assertThat(stage.world.cases().due(Instant.MAX, 1)).isEmpty();
    }
  }
}
