package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.entitlement.Target;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final Instant END = Samples.T0.plus(Duration.ofHours(1));
  private static final GrantId ID = GrantId.of(Samples.id(1));

  @Test
  void aGrantIsOverAtItsEndAndNotBefore() {
    GrantTerms terms = terms(Samples.ACCESS_ROLE);
    assertThat(terms.over(END.minusNanos(1))).isFalse();
    assertThat(terms.over(END)).isTrue();
  }

  @Test
  void termsAreWholeSecondsInOrder() {
    assertThatThrownBy(() -> terms(Samples.T0, END.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> terms(Samples.T0.plusMillis(1), END))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> terms(END, END)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSessionGrantIsSettledAtOnce() {
    assertThat(
            new Grant.Scheduled(terms(Samples.ACCESS_ROLE))
                .end(new EndCause.Time(), END)
                .settled(END))
        .isTrue();
  }

  @Test
  void aTemporaryPolicyIsSettledWhenNoGiverCanBeLeft() {
    Grant.Scheduled scheduled = new Grant.Scheduled(terms(Samples.CI_ROLE));
    Instant at = Samples.T0.plusSeconds(10);
    Grant.Ending early = scheduled.end(new EndCause.Time(), at);
    assertThat(early.settled(at.plus(Grant.Ending.GIVER).minusNanos(1))).isFalse();
    assertThat(early.settled(at.plus(Grant.Ending.GIVER))).isTrue();
    Grant.Active active = scheduled.activate(at);
    Instant later = at.plus(Grant.Ending.GIVER);
    assertThat(active.end(new EndCause.Time(), later.minusNanos(1)).settled(later)).isFalse();
    assertThat(active.end(new EndCause.Time(), later).settled(later)).isTrue();
  }

  @Test
  void aFailedAttemptIsCountedAndChangesNothingElse() {
    Grant.Ending ending =
        new Grant.Active(terms(Samples.CI_ROLE), Samples.T0).end(new EndCause.Time(), END);
    assertThat(ending.failed().failed())
        .isEqualTo(new Grant.Ending(ending.terms(), ending.cause(), END, 2, ending.giverGone()));
  }

  private static GrantTerms terms(Target target) {
    return new GrantTerms(ID, Samples.ORDERS_PROD, target, Samples.T0, END);
  }

  private static GrantTerms terms(Instant start, Instant end) {
    return new GrantTerms(ID, Samples.ORDERS_PROD, Samples.ACCESS_ROLE, start, end);
  }
}
