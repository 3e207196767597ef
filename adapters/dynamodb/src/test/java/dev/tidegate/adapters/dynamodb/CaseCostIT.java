package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What the life of one grant costs in DynamoDB's units, as DynamoDB Local counts them: a read of
/// the case, and the transaction of each step, indexes, events, ledger and watch item included.
class CaseCostIT {
  @Test
  void theLifeOfAGrantCostsABoundedNumberOfUnits() throws Exception {
    CaseScenario life =
        CaseScenario.submitted(Samples.id(1))
            .approved(Samples.BOB)
            .activated()
            .issued()
            .revoked(Samples.SAM, "the incident is over")
            .ended(new Revocation.Standing(Samples.T0.plusSeconds(7200)))
            .cleaned();
    Consumed consumed = new Consumed();
    Map<String, Double> units = new LinkedHashMap<>();
    try (DynamoLocal dynamo = DynamoLocal.start();
        DynamoDbClient client = dynamo.client();
        DynamoDbClient counted = dynamo.client(consumed)) {
      DynamoCaseStore store = TemplateTables.createIn(client).store(counted);
      for (CaseChange change : life.changes()) {
        double written = sum(consumed.during(() -> assertThat(store.commit(change)).isTrue()));
        double read = sum(consumed.during(() -> store.load(change.after().id())));
        System.out.println(
            "a case at version "
                + change.after().version()
                + " "
                + change.after().state().word()
                + ": written for "
                + written
                + " units, read for "
                + read);
        units.put(change.after().state().word() + " " + change.after().version(), written);
      }
    }
    assertThat(units).hasSize(7).allSatisfy((step, cost) -> assertThat(cost).isBetween(4.0, 120.0));
  }

  private static double sum(Map<String, Consumed.Cost> costs) {
    return costs.values().stream().mapToDouble(Consumed.Cost::units).sum();
  }
}
