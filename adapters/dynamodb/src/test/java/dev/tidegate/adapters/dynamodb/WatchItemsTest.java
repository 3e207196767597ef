package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import org.junit.jupiter.api.Test;

class WatchItemsTest {
  private final WatchItems watches = new WatchItems("watch");

  @Test
  void an_end_that_another_function_began_is_marked_once() {
    CaseScenario revoked =
        CaseScenario.active(Samples.id(1)).issued().revoked(Samples.BOB, "enough");
    assertThat(watches.write(revoked.changes().getLast()))
        .hasValueSatisfying(
            item -> assertThat(item.update().updateExpression()).startsWith("SET ending"));
    assertThat(watches.write(revoked.ended(new Revocation.Nothing()).changes().getLast()))
        .isEmpty();
  }

  /// `end-grant` has no right to write in the watch table.
  @Test
  void an_end_that_end_grant_began_itself_is_not_marked() {
    CaseScenario rewritten = CaseScenario.active(Samples.id(1)).rewritten("it says Allow * on *");
    assertThat(watches.write(rewritten.changes().getLast())).isEmpty();
    assertThat(watches.write(rewritten.ended(new Revocation.Nothing()).changes().getLast()))
        .isEmpty();
    assertThat(watches.write(CaseScenario.active(Samples.id(2)).timeUp().changes().getLast()))
        .isEmpty();
  }
}
