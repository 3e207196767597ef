package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.store.CaseListsContract;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.DueContract;
import dev.tidegate.core.access.store.RefusalsContract;
import dev.tidegate.core.activity.ActivityStore;
import dev.tidegate.core.activity.ActivityStoreContract;
import dev.tidegate.core.drift.DriftStore;
import dev.tidegate.core.drift.DriftStoreContract;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.CheckpointStore;
import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.RecordContract;
import dev.tidegate.core.record.RecordReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Every contract suite, and what is DynamoDB's own, against one database: the transactions of
/// [TransactionsSuite], and the lists, the pages, the sweep, the record and the activity.
abstract class DynamoSuite extends TransactionsSuite {
  @Nested
  class Refusals extends RefusalsContract {
    private final DynamoDbClient client = dynamo().client();
    private TemplateTables tables = new TemplateTables("none", "none", "none");

    @Override
    protected CaseStore emptyStore() {
      tables = TemplateTables.createIn(client);
      return tables.store(client);
    }

    @Override
    protected List<AuditEvent> chain(String subject) {
      List<AuditEvent> events =
          tables.eventsOf(client, "REFUSED#" + subject.substring(Refusal.SUBJECT.length()));
      assertThat(tables.eventsOfLedger(client)).containsAll(events);
      return events;
    }
  }

  @Nested
  class Lists extends CaseListsContract {
    @Override
    protected CaseStore emptyStore() {
      return freshStore();
    }
  }

  @Nested
  class Due extends DueContract {
    /// On a table that a sweep was run on before: what the very first one does is in
    /// [ItemsContract].
    @Override
    protected CaseStore emptyStore() {
      DynamoDbClient client = dynamo().client();
      TemplateTables tables = TemplateTables.createIn(client);
      new SweepCursor(client, tables.table()).write(Samples.T0);
      return tables.store(client);
    }
  }

  @Nested
  class Notes extends DriftStoreContract {
    @Override
    protected DriftStore emptyNotes() {
      DynamoDbClient client = dynamo().client();
      return new DynamoDriftStore(client, TemplateTables.createIn(client).table());
    }
  }

  @Nested
  class Records extends RecordContract {
    private final DynamoDbClient client = dynamo().client();
    private TemplateTables tables = new TemplateTables("none", "none", "none");

    @Override
    protected void empty() {
      tables = TemplateTables.createIn(client);
    }

    @Override
    protected RecordReader reader() {
      return new DynamoRecordReader(client, tables.ledger());
    }

    @Override
    protected CheckpointStore store() {
      return new DynamoCheckpoints(client, tables.ledger());
    }

    @Override
    protected void put(ChainHead head, AuditEvent event) {
      LedgerItems items = new LedgerItems(tables.table(), tables.ledger());
      assertThat(
              new Transactions(client)
                  .write(event.hash(), items.add(event.subject(), head, List.of(event))))
          .isTrue();
    }

    @Override
    protected void damage(AuditEvent event) {
      Map<String, AttributeValue> key = LedgerItems.key(LedgerPosition.of(event));
      client.updateItem(
          update ->
              update
                  .tableName(tables.ledger())
                  .key(key)
                  .updateExpression("SET actorId = :one")
                  .expressionAttributeValues(Map.of(":one", AttributeValues.number(1))));
      // Under keys that no event can have, in the same partition and in between.
      for (String sort : List.of("", "#policy", "#policy#000000000", "#Policy#000000001", "~")) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(key);
        item.put("sk", AttributeValues.text(LedgerItems.second(event.at()) + sort));
        client.putItem(put -> put.tableName(tables.ledger()).item(item));
      }
    }
  }

  @Nested
  class Activity extends ActivityStoreContract {
    @Override
    protected ActivityStore emptyStore() {
      DynamoDbClient client = dynamo().client();
      return new DynamoActivityStore(
          client, TemplateTables.activityIn(client), Duration.ofDays(400));
    }
  }
}
