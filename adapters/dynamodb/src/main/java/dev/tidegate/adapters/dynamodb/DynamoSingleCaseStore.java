package dev.tidegate.adapters.dynamodb;

import dev.tidegate.adapters.aws.Backoff;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.store.SingleCaseStore;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/// Stores single cases in DynamoDB, for a function whose role may not write to the watch table. It
/// knows no watch table, and refuses a change that creates a grant or hands over its end.
/// [DynamoCaseStore] takes all changes, and lists and finds cases, too.
///
/// A role needs `dynamodb:GetItem` and `PutItem` on `r-*`, what [RefusalLog] needs, and `PutItem`
/// on the ledger.
public final class DynamoSingleCaseStore implements SingleCaseStore {
  private final DynamoDbClient dynamo;
  private final String table;
  private final Transactions transactions;
  private final RefusalLog refusals;
  private final CaseWriter writer;

  /// Creates a store over existing tables.
  public DynamoSingleCaseStore(DynamoDbClient dynamo, String tableName, String ledgerTableName) {
    this(dynamo, tableName, ledgerTableName, WatchItems.refused());
  }

  DynamoSingleCaseStore(
      DynamoDbClient dynamo, String tableName, String ledgerTableName, WatchItems watches) {
    this.dynamo = dynamo;
    this.table = tableName;
    this.transactions = new Transactions(dynamo);
    LedgerItems ledger = new LedgerItems(tableName, ledgerTableName);
    this.refusals = new RefusalLog(dynamo, tableName, ledger);
    this.writer = new CaseWriter(tableName, watches, ledger, refusals);
  }

  @Override
  public Optional<AccessCase> load(RequestId id) {
    GetItemRequest request =
        GetItemRequest.builder().tableName(table).key(Keys.ofCase(id)).consistentRead(true).build();
    GetItemResponse found = DynamoFaults.translated("GetItem", () -> dynamo.getItem(request));
    return found.hasItem() ? Optional.of(CaseItems.read(found.item())) : Optional.empty();
  }

  @Override
  public boolean commit(CaseChange change) {
    AccessCase after = change.after();
    String seed = after.id() + " " + after.version() + " " + after.head().hash();
    boolean written = transactions.writeUnlessLost(seed, writer.items(change));
    if (!written) {
      Backoff.moment();
    }
    return written;
  }

  @Override
  public boolean countRefusal(Refusal refusal) {
    return refusals.count(refusal);
  }

  @Override
  public void recordRefusal(Refusal refusal) {
    refusals.record(refusal);
  }
}
