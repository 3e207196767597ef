package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartGrantTest {
  private final SteppedWorld stage = new SteppedWorld();

  @Test
  void theEndIsScheduledBeforeTheGrantIsActive() {
    GrantId grant = stage.approved(stage.submitted());
    stage.faults.down("scheduler.ensure");
    assertThatThrownBy(() -> stage.start(grant)).isInstanceOf(Fault.class);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Scheduled.class);
    stage.faults.up("scheduler.ensure");
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.STARTED);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Active.class);
    assertThat(stage.world.aws().schedules())
        .containsEntry(grant, Samples.T0.plus(Duration.ofHours(1)));
  }

  @Test
  void aTemporaryPolicyIsAttachedAfterItsEndIsScheduledAndUntilThen() {
    GrantId grant = temporary(Duration.ofHours(1));
    stage.faults.down("scheduler.ensure");
    assertThatThrownBy(() -> stage.start(grant)).isInstanceOf(Fault.class);
    assertThat(stage.world.aws().gives(grant, stage.now())).isFalse();
    stage.faults.up("scheduler.ensure");
    stage.start(grant);
    assertThat(stage.world.aws().gives(grant, stage.now())).isTrue();
    assertThat(stage.world.aws().givesAfter(grant, Samples.T0.plus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void activeMeansConfirmed() {
    GrantId grant = temporary(Duration.ofHours(1));
    stage.faults.down("iam.attach");
    assertThatThrownBy(() -> stage.start(grant)).isInstanceOf(Fault.class);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Scheduled.class);
    assertThat(stage.events(grant.request())).doesNotContain(EventType.GRANT_ACTIVE);
    stage.faults.up("iam.attach");
    stage.start(grant);
    assertThat(stage.events(grant.request()).getLast()).isEqualTo(EventType.GRANT_ACTIVE);
  }

  @Test
  void startingTwiceChangesNothing() {
    GrantId grant = stage.active();
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.NOTHING_TO_DO);
    assertThat(stage.count(grant.request(), EventType.GRANT_ACTIVE)).isEqualTo(1);
    assertThat(stage.world.aws().schedules()).hasSize(1);
  }

  @Test
  void whatIsOverIsNotStarted() {
    GrantId grant = temporary(Duration.ofMinutes(5));
    stage.passMinutes(5);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.TOO_LATE);
    assertThat(stage.world.aws().schedules()).isEmpty();
    assertThat(stage.world.aws().roles().held()).isEmpty();
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.SETTLING);
  }

  @Test
  void whatIsEndingOrUnknownIsNotStarted() {
    GrantId grant = stage.approved(stage.submitted());
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.NOTHING_TO_DO);
    stage.end(grant);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.NOTHING_TO_DO);
    assertThat(stage.start(GrantId.of(stage.submitted()))).isEqualTo(StartGrant.Outcome.UNKNOWN);
    assertThat(stage.world.aws().schedules()).isEmpty();
  }

  private GrantId temporary(Duration duration) {
    return stage.approved(stage.submitted(Samples.ALICE, SamplePolicy.DEPLOY, duration));
  }
}
