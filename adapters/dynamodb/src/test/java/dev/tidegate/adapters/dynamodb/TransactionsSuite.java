package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.CaseStoreContract;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policies.PolicyVersionsContract;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.AuditLogContract;
import dev.tidegate.core.record.IdempotentAuditLog;
import java.util.List;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What rests on conditional transactions, and the attributes that streams, filters and TTL look
/// at: all that the end-to-end tests then take for granted of the database that they run on. Fresh
/// tables for each test.
abstract class TransactionsSuite {
  /// Returns the database, started.
  abstract Dynamo dynamo();

  @Nested
  class Cases extends CaseStoreContract {
    @Override
    protected CaseStore emptyStore() {
      return freshStore();
    }
  }

  @Nested
  class Items extends ItemsContract {
    @Override
    protected Dynamo dynamo() {
      return TransactionsSuite.this.dynamo();
    }
  }

  @Nested
  class Earlier extends EarlierItemsContract {
    @Override
    protected Dynamo dynamo() {
      return TransactionsSuite.this.dynamo();
    }
  }

  @Nested
  class Ledgers extends AuditLogContract {
    private final DynamoDbClient client = dynamo().client();
    private TemplateTables tables = new TemplateTables("none", "none", "none");

    @Override
    protected IdempotentAuditLog emptyLedger() {
      tables = TemplateTables.createIn(client);
      return new DynamoAuditLog(client, tables.table(), tables.ledger(), SUBJECT);
    }

    @Override
    protected List<AuditEvent> recorded() {
      List<AuditEvent> events = tables.eventsOf(client, "AUDIT#" + SUBJECT);
      assertThat(tables.eventsOfLedger(client)).containsExactlyInAnyOrderElementsOf(events);
      return events;
    }
  }

  @Nested
  class Versions extends PolicyVersionsContract {
    @Override
    protected PolicyVersions emptyVersions() {
      DynamoDbClient client = dynamo().client();
      return TemplateTables.createIn(client).versions(client);
    }
  }

  /// Returns a store on tables of its own.
  final CaseStore freshStore() {
    DynamoDbClient client = dynamo().client();
    TemplateTables tables = TemplateTables.createIn(client);
    return tables.store(client);
  }
}
