package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.grant.GrantDispatcher;
import dev.tidegate.core.access.grant.SweepGrants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// A sweep costs what is due, not what exists: the same calls and the same capacity beside 1,000
/// grants and beside 10,000, or beside as many as `-Dsweep.items=1000,100000,1000000` says.
///
/// The grants beside are items with the keys of all three indexes and little else. One in ten is
/// due some time within the next week, at any second of any hour, the present one included.
class SweepCostIT {
  private static final int DUE = 100;
  private static final Instant NOW = Samples.T0.plus(Duration.ofHours(2)).plusSeconds(1800);

  @Test
  void aSweepCostsTheSameHoweverManyGrantsThereAre() throws Exception {
    Map<Integer, Map<String, Consumed.Cost>> costs = new TreeMap<>();
    for (String items : System.getProperty("sweep.items", "1000,10000").split(",")) {
      try (DynamoLocal dynamo = DynamoLocal.start()) {
        costs.put(Integer.parseInt(items), sweepBeside(Integer.parseInt(items), dynamo));
      }
    }

    costs.forEach(SweepCostIT::tell);
    assertThat(costs).hasSizeGreaterThan(1);
    assertThat(costs.values().stream().distinct()).hasSize(1);
    Map<String, Consumed.Cost> cost = costs.values().iterator().next();
    assertThat(cost)
        .hasEntrySatisfying("GetItem", get -> assertThat(get.calls()).isEqualTo(DUE + 5))
        .hasEntrySatisfying("UpdateItem", put -> assertThat(put.calls()).isEqualTo(DUE));
  }

  /// Sweeps 100 grants that are due, in rounds of 25, as the function does.
  private static Map<String, Consumed.Cost> sweepBeside(int items, DynamoLocal dynamo) {
    Consumed consumed = new Consumed();
    List<GrantId> ended = new ArrayList<>();
    try (DynamoDbClient client = dynamo.client();
        DynamoDbClient counted = dynamo.client(consumed)) {
      TemplateTables tables = TemplateTables.createIn(client);
      new SweepCursor(client, tables.table()).write(NOW.minus(Duration.ofHours(1)));
      fill(client, tables.table(), items);
      DynamoCaseStore store = tables.store(client);
      for (int i = 0; i < DUE; i++) {
        CaseScenario.active(Samples.id(i)).in(store);
      }
      SweepGrants sweep = new SweepGrants(tables.store(counted), new Hands(ended));
      Map<String, Consumed.Cost> cost =
          consumed.during(
              () -> {
                while (sweep.sweep(NOW, 25).moved()) {}
              });
      assertThat(ended).hasSize(DUE).doesNotHaveDuplicates();
      return cost;
    }
  }

  private static void fill(DynamoDbClient client, String table, int items) {
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      Map<String, AttributeValue> item = bystander(i);
      batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
      if (batch.size() == 25 || i == items - 1) {
        client.batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
        batch.clear();
      }
    }
  }

  private static Map<String, AttributeValue> bystander(int i) {
    RequestId id = new RequestId("r-z" + String.format(Locale.ROOT, "%015d", i));
    Instant at = Samples.T0.minus(Duration.ofSeconds(i));
    Map<String, AttributeValue> item = new HashMap<>(Keys.ofCase(id));
    item.put(Keys.OWNER, AttributeValues.text("P#https://issuer.example.com|person-" + i % 1000));
    item.put(Keys.OWNER_SORT, AttributeValues.text(Keys.submitted(at, id)));
    item.put(Keys.STATE, AttributeValues.text("S#" + (i % 10 == 0 ? "Active" : "Ended")));
    item.put(Keys.STATE_SORT, AttributeValues.text(Keys.submitted(at, id)));
    item.put("version", AttributeValues.number(4));
    if (i % 10 == 0) {
      item.putAll(CaseItems.due(id, NOW.plusSeconds(1 + i * 604_797L % 604_800L)));
    }
    return item;
  }

  private static void tell(int items, Map<String, Consumed.Cost> cost) {
    System.out.println(
        "a sweep of "
            + DUE
            + " beside "
            + items
            + ": "
            + Stream.of("Query", "GetItem", "PutItem", "UpdateItem")
                .filter(cost::containsKey)
                .map(name -> name + " " + cost.get(name))
                .toList());
  }

  private record Hands(List<GrantId> ended) implements GrantDispatcher {
    @Override
    public void start(GrantId grant) {
      throw new AssertionError("nothing to start");
    }

    @Override
    public void end(GrantId grant) {
      ended.add(grant);
    }
  }
}
