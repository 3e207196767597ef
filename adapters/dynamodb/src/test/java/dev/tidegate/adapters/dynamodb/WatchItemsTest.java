package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.fault.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchItemsTest {
  private final WatchItems watches = new WatchItems("watch");

  @Test
  void anEndThatAnotherFunctionBeganIsMarkedOnce() {
    CaseScenario revoked =
        CaseScenario.active(Samples.id(1)).issued().revoked(Samples.BOB, "enough");
    assertThat(watches.write(revoked.changes().getLast()))
        .hasValueSatisfying(
            item -> assertThat(item.update().updateExpression()).startsWith("SET ending"));
    assertThat(watches.write(revoked.ended(new Revocation.Nothing()).changes().getLast()))
        .isEmpty();
  }

  /// `sessions` has no right to write in the watch table.
  @Test
  void withoutATableASessionIsIssuedAndNoGrantIsMadeOrEnded() {
    WatchItems none = WatchItems.refused();
    CaseScenario issued = CaseScenario.active(Samples.id(1)).issued();
    assertThat(none.write(issued.changes().getLast())).isEmpty();

    for (CaseChange change :
        List.of(
            CaseScenario.glassBroken(Samples.id(1)).changes().getLast(),
            issued.revoked(Samples.BOB, "enough").changes().getLast())) {
      assertThatThrownBy(() -> none.write(change))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("without a watch table")
          .extracting(fault -> ((Fault) fault).kind())
          .isEqualTo(Fault.Kind.BROKEN);
      assertThat(watches.write(change)).isPresent();
    }
  }

  /// `end-grant` has no right to write in the watch table.
  @Test
  void anEndThatEndGrantBeganItselfIsNotMarked() {
    CaseScenario rewritten = CaseScenario.active(Samples.id(1)).rewritten("it says Allow * on *");
    assertThat(watches.write(rewritten.changes().getLast())).isEmpty();
    assertThat(watches.write(rewritten.ended(new Revocation.Nothing()).changes().getLast()))
        .isEmpty();
    assertThat(watches.write(CaseScenario.active(Samples.id(2)).timeUp().changes().getLast()))
        .isEmpty();
  }
}
