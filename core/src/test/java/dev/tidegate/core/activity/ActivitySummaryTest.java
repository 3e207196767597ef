package dev.tidegate.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Deeds;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Samples;
import org.junit.jupiter.api.Test;

class ActivitySummaryTest {
  @Test
  void theNumbersAreExactUpToTheLastRecordThatIsMarkedAndNoLongerAfterIt() {
    ActivityRecord call =
        Deeds.call(GrantId.of(Samples.id(1)), "e-1", "dynamodb:GetItem", Samples.T0);
    ActivitySummary summary = ActivitySummary.NONE;
    for (int i = 0; i < ActivitySummary.EXACT - 1; i++) {
      summary = summary.plus(call);
    }
    assertThat(summary.staysExact()).as("the next one is marked").isTrue();

    ActivitySummary full = summary.plus(call);
    assertThat(full.exact()).as("all 5,000 were marked").isTrue();
    assertThat(full.staysExact()).isFalse();

    ActivitySummary more = full.plus(call);
    assertThat(more.exact()).isFalse();
    assertThat(more.staysExact()).isFalse();
  }
}
