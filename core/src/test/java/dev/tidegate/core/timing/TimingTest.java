package dev.tidegate.core.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.drift.PolicyClassifier;
import dev.tidegate.core.record.SignCheckpoints;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingTest {
  @Test
  void derivedTimesAreWhatOperatorsWereTold() {
    assertThat(Timing.START_GRACE).isEqualTo(Duration.ofMinutes(2));
    assertThat(Timing.STRAGGLER).isEqualTo(Duration.ofMinutes(3));
    assertThat(Timing.ISSUE).isEqualTo(Duration.ofSeconds(60));
    assertThat(Timing.LATE).isEqualTo(Duration.ofMinutes(10));
    assertThat(Timing.STUCK).isEqualTo(Duration.ofMinutes(15));
    assertThat(Timing.CHECKPOINT_GRACE).isEqualTo(Duration.ofMinutes(7));
    assertThat(Timing.CHECKPOINT_GRACE.plus(Timing.SWEEP)).isEqualTo(Duration.ofMinutes(12));
    assertThat(Timing.PROBE).isEqualTo(Duration.ofSeconds(30));
    assertThat(Timing.PROBE_ANSWER).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void theClassesThatWaitTakeTheirTimesFromHere() {
    assertThat(IamChanges.ARRIVED).isEqualTo(Duration.ofMinutes(5));
    assertThat(AccessCase.START_GRACE).isEqualTo(Duration.ofMinutes(2));
    assertThat(Grant.Ending.GIVER).isEqualTo(Duration.ofMinutes(3));
    assertThat(SessionRevoker.STRAGGLER).isEqualTo(Duration.ofMinutes(3));
    assertThat(SessionRecord.MARGIN).isEqualTo(Duration.ofSeconds(60));
    assertThat(PolicyClassifier.LATE).isEqualTo(Duration.ofMinutes(10));
    assertThat(SignCheckpoints.GRACE).isEqualTo(Duration.ofMinutes(7));
  }

  @Test
  void whatWaitsForSomethingWaitsLonger() {
    assertThat(Timing.STUCK).isGreaterThan(Timing.IAM_CHANGES.plus(Timing.SWEEP));
    assertThat(Timing.ISSUE).isGreaterThan(Timing.API_FUNCTION);
    assertThat(Timing.STRAGGLER).isGreaterThan(Timing.START_FUNCTION);
    assertThat(Timing.PROBE.plus(Timing.PROBE_ANSWER)).isLessThan(Timing.END_FUNCTION);
    assertThat(Timing.PROBE_ANSWER).isLessThan(Timing.API_FUNCTION);
  }
}
