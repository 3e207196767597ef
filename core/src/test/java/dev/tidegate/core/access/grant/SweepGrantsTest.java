package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.Wire;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.access.World;
import dev.tidegate.core.access.store.CaseStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepGrantsTest {
  private final SteppedWorld stage = new SteppedWorld();

  @Test
  void nothingIsDueUntilSomethingIs() {
    stage.active();
    stage.submitted();
    stage.faults.clear();
    assertThat(stage.sweep().due()).isZero();
    assertThat(stage.faults.calls()).containsExactly("store.due");
  }

  @Test
  void aRequestThatNobodyAnsweredExpires() {
    RequestId id = stage.submitted();
    stage.pass(Samples.ANSWER_WITHIN.minusSeconds(1));
    assertThat(stage.sweep().expired()).isZero();
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.sweep().expired()).isEqualTo(1);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.EXPIRED);
    assertThat(stage.sweep().due()).isZero();
  }

  @Test
  void aGrantThatNobodyStartedIsStarted() {
    GrantId grant = stage.approved(stage.submitted());
    stage.passMinutes(2);
    assertThat(stage.sweep().started()).isEqualTo(1);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Active.class);
  }

  @Test
  void aGrantWhoseTimeIsUpIsEndedWhateverItsState() {
    GrantId active = stage.active();
    GrantId never = stage.approved(stage.submitted());
    stage.passMinutes(60);
    assertThat(stage.sweep().ended()).isEqualTo(2);
    assertThat(stage.world.now(active)).isInstanceOf(Grant.Ended.class);
    assertThat(stage.world.now(never)).isInstanceOf(Grant.Ended.class);
  }

  @Test
  void aRevokeThatNobodyHeardOfIsDueAtOnce() {
    GrantId grant = stage.active();
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.sweep().ended()).isEqualTo(1);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
  }

  @Test
  void whatWasHandedOverIsLeftAloneForFiveMinutesAndThenTriedAgain() {
    GrantId grant = stage.active();
    stage.passMinutes(60);
    stage.world.sweep().sweep(stage.now(), 100);
    assertThat(stage.world.handed()).as("and it is lost").hasSize(1);
    stage.passMinutes(4);
    assertThat(stage.sweep().due()).isZero();
    stage.passMinutes(1);
    assertThat(stage.sweep().ended()).isEqualTo(1);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
  }

  @Test
  void oneThatCannotBeHandedOverDoesNotHoldUpTheOthers() {
    stage.active();
    stage.active();
    RequestId unanswered = stage.submitted();
    stage.pass(Samples.ANSWER_WITHIN);
    stage.faults.down("handover.end");
    SweepGrants.Report report = stage.sweep();
    assertThat(report.failures()).hasSize(2);
    assertThat(stage.found(unanswered).state()).isEqualTo(CaseState.EXPIRED);
    stage.faults.up("handover.end");
    stage.passMinutes(5);
    assertThat(stage.sweep().ended()).isEqualTo(2);
  }

  @Test
  void anEndThatTakesAQuarterOfAnHourIsStuckAndIsNamedUntilItIsDone() {
    GrantId grant = stage.active();
    stage.revoke(Samples.BOB, grant);
    stage.pass(SweepGrants.STUCK.minusSeconds(1));
    assertThat(stage.world.sweep().sweep(stage.now(), 10))
        .satisfies(report -> assertThat(report.ended()).isEqualTo(1))
        .satisfies(report -> assertThat(report.stuck()).isEmpty());
    stage.pass(SweepGrants.AGAIN);
    stage.faults.down("handover.end");
    SweepGrants.Report failing = stage.world.sweep().sweep(stage.now(), 10);
    assertThat(failing.failures()).hasSize(1);
    assertThat(failing.stuck()).containsExactly(grant);
    stage.faults.up("handover.end");
    stage.pass(SweepGrants.AGAIN);
    assertThat(stage.sweep().stuck()).containsExactly(grant);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Ended.class);
    stage.passMinutes(120);
    assertThat(stage.sweep().stuck()).isEmpty();
  }

  @Test
  void aGrantThatIsOverAndWasNeverMarkedAsEndingIsStuckToo() {
    GrantId grant = stage.active();
    stage.passMinutes(60);
    assertThat(stage.world.sweep().sweep(stage.now(), 10).stuck()).isEmpty();
    stage.pass(SweepGrants.STUCK);
    assertThat(stage.world.sweep().sweep(stage.now(), 10).stuck()).containsExactly(grant);
  }

  @Test
  void oneThatCannotBeReadDoesNotHoldUpTheOthers() {
    RequestId poison = stage.submitted();
    RequestId other = stage.submitted();
    CaseStore poisoned =
        new WiredStore(stage.world.cases(), Wire.CLEAR, _ -> {}) {
          @Override
          public Optional<AccessCase> load(RequestId id) {
            if (id.equals(poison)) {
              throw new IllegalArgumentException("cannot be read");
            }
            return super.load(id);
          }
        };
    stage.pass(Samples.ANSWER_WITHIN);
    SweepGrants.Report report = new SweepGrants(poisoned, new NoHandover()).sweep(stage.now(), 100);
    assertThat(report.failures()).extracting(SweepGrants.Failure::id).containsExactly(poison);
    assertThat(stage.found(other).state()).isEqualTo(CaseState.EXPIRED);
    stage.pass(SweepGrants.ASIDE.minusSeconds(1));
    assertThat(stage.world.cases().due(stage.now(), 10)).isEmpty();
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.world.cases().due(stage.now(), 10)).containsExactly(poison);
  }

  @Test
  void aSweepThatCanNeitherHandleNorPutAsideSaysSo() {
    stage.active();
    stage.passMinutes(60);
    stage.faults.down("store.load");
    assertThat(stage.world.sweep().sweep(stage.now(), 10).moved()).isTrue();
    stage.passMinutes(5);
    stage.faults.down("store.putAside");
    SweepGrants.Report report = stage.world.sweep().sweep(stage.now(), 10);
    assertThat(report.moved()).isFalse();
    assertThat(report.failures().getFirst().why()).contains("not put aside");
  }

  @Test
  void aSweepTakesTheLongestDueFirstAndNoMoreThanItsLimit() {
    List<GrantId> grants = new ArrayList<>();
    for (int minutes = 5; minutes <= 8; minutes++) {
      grants.add(stage.active(Samples.ALICE, SamplePolicy.READ, Duration.ofMinutes(minutes)));
    }
    Instant all = Samples.T0.plus(Duration.ofMinutes(10));
    stage.until(all);
    stage.world.sweep().sweep(all, 2);
    assertThat(stage.world.handed())
        .containsExactly(
            new World.Handed(grants.get(0), true), new World.Handed(grants.get(1), true));
    stage.world.sweep().sweep(all, 100);
    assertThat(stage.world.handed())
        .containsExactly(
            new World.Handed(grants.get(2), true), new World.Handed(grants.get(3), true));
  }

  private static final class NoHandover implements GrantDispatcher {
    @Override
    public void start(GrantId grant) {}

    @Override
    public void end(GrantId grant) {}
  }
}
