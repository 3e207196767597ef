package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.CheckpointLeaf;
import dev.tidegate.core.record.CheckpointStore;
import dev.tidegate.core.record.SignedCheckpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Stores checkpoints in the ledger table: one item each under `CHECKPOINT`, by the end of the time
/// it covers, and one under `CHECKPOINT#NUMBER`, so that two runs cannot use the same number.
public final class DynamoCheckpoints implements CheckpointStore {
  /// The limit on a part; an answer of the HTTP API may have 6 MB [AWS: Lambda quotas].
  private static final int PART_BYTES = 3 * 1024 * 1024;

  /// The checkpoints in one query; a page of DynamoDB has 1 MB, and a checkpoint up to 300 KB.
  private static final int AT_ONCE = 10;

  private final DynamoDbClient dynamo;
  private final String table;
  private final Transactions transactions;

  /// Creates a store over an existing ledger table.
  public DynamoCheckpoints(DynamoDbClient dynamo, String ledgerTableName) {
    this.dynamo = dynamo;
    this.table = ledgerTableName;
    this.transactions = new Transactions(dynamo);
  }

  @Override
  public Optional<SignedCheckpoint> last() {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :pk")
            .expressionAttributeValues(Map.of(":pk", AttributeValues.text(Keys.CHECKPOINT)))
            .scanIndexForward(false)
            .limit(1)
            .build();
    return Queries.upTo(1, dynamo, request).stream().findFirst().map(DynamoCheckpoints::read);
  }

  @Override
  public boolean add(Checkpoint checkpoint, SignedCheckpoint signed) {
    String text = String.format(Locale.ROOT, "%012d", checkpoint.number());
    Map<String, AttributeValue> number = new LinkedHashMap<>(Keys.of(Keys.CHECKPOINT_NUMBER, text));
    number.put("form", AttributeValues.number(CaseItems.FORM));
    number.put("until", AttributeValues.instant(checkpoint.until()));
    Map<String, AttributeValue> item =
        new LinkedHashMap<>(Keys.of(Keys.CHECKPOINT, LedgerItems.second(checkpoint.until())));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put("statement", AttributeValues.text(signed.statement()));
    item.put("signature", AttributeValues.text(signed.signature()));
    item.put(
        "leaves",
        AttributeValues.text(
            signed.leaves().stream().map(CheckpointLeaf::text).collect(Collectors.joining("\n"))));
    return transactions.write(
        "checkpoint " + checkpoint.hash(),
        List.of(Transactions.adding(table, number), Transactions.adding(table, item)));
  }

  @Override
  public Part covering(Instant from, Instant to, Optional<Instant> after, int most) {
    List<SignedCheckpoint> found = new ArrayList<>();
    Instant last = after.filter(from::isBefore).orElse(from);
    int bytes = 0;
    while (true) {
      List<Map<String, AttributeValue>> items = Queries.upTo(AT_ONCE, dynamo, endingAfter(last));
      for (Map<String, AttributeValue> item : items) {
        SignedCheckpoint signed = read(item);
        Checkpoint checkpoint = statement(signed);
        if (!checkpoint.from().isBefore(to)) {
          return new Part(found, Optional.empty());
        }
        found.add(signed);
        last = checkpoint.until();
        bytes += signed.statement().length() + signed.leaves().size() * 100;
        if (found.size() == most || bytes >= PART_BYTES) {
          return new Part(found, Optional.of(last));
        }
      }
      if (items.size() < AT_ONCE) {
        return new Part(found, Optional.empty());
      }
    }
  }

  private QueryRequest endingAfter(Instant time) {
    return QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression("pk = :pk AND sk > :time")
        .expressionAttributeValues(
            Map.of(
                ":pk", AttributeValues.text(Keys.CHECKPOINT),
                ":time", AttributeValues.text(LedgerItems.second(time))))
        .limit(AT_ONCE)
        .build();
  }

  private static SignedCheckpoint read(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    List<CheckpointLeaf> leaves =
        item.text("leaves")
            .lines()
            .map(line -> CheckpointLeaf.parse(line).orElseThrow(() -> item.broken("leaves", line)))
            .toList();
    return new SignedCheckpoint(item.text("statement"), item.text("signature"), leaves);
  }

  private static Checkpoint statement(SignedCheckpoint signed) {
    return Checkpoint.parse(signed.statement())
        .orElseThrow(
            () ->
                new Fault(Fault.Kind.BROKEN, "a checkpoint cannot be read: " + signed.statement()));
  }
}
