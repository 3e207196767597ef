package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.RecordReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads the ledger hour by hour, with one query for each shard of an hour and at most a day for
/// each call. Items whose key no event can have are ignored.
public final class DynamoRecordReader implements RecordReader {
  private static final int HOURS = 24;

  private static final Comparator<Entry> ORDER =
      Comparator.comparing((Entry entry) -> entry.place().at())
          .thenComparing(entry -> entry.place().subject())
          .thenComparing(entry -> entry.place().seq());

  private final DynamoDbClient dynamo;
  private final String table;

  /// Creates a reader over an existing ledger table.
  public DynamoRecordReader(DynamoDbClient dynamo, String ledgerTableName) {
    this.dynamo = dynamo;
    this.table = ledgerTableName;
  }

  @Override
  public Part read(LedgerPosition place, Instant until, int most) {
    List<Entry> found = new ArrayList<>();
    LedgerPosition from = place;
    for (int hours = 0; hours < HOURS && from.at().isBefore(until); hours++) {
      Instant hour = from.at().truncatedTo(ChronoUnit.HOURS);
      found.addAll(hour(hour, from, until, most - found.size()));
      if (found.size() == most) {
        return new Part(found, Optional.of(found.getLast().place()));
      }
      from = LedgerPosition.before(hour.plus(1, ChronoUnit.HOURS));
    }
    return new Part(found, from.at().isBefore(until) ? Optional.of(from) : Optional.empty());
  }

  @Override
  public Optional<Entry> at(LedgerPosition place) {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(table)
            .key(LedgerItems.key(place))
            .consistentRead(true)
            .build();
    GetItemResponse found = DynamoFaults.translated("GetItem", () -> dynamo.getItem(request));
    return found.hasItem() ? LedgerEntries.read(found.item()) : Optional.empty();
  }

  /// Returns the first `most` entries of one hour after `from` and before `until`.
  private List<Entry> hour(Instant hour, LedgerPosition from, Instant until, int most) {
    Instant next = hour.plus(1, ChronoUnit.HOURS);
    List<Entry> found = new ArrayList<>();
    for (int shard = 0; shard < Keys.SHARDS; shard++) {
      QueryRequest request =
          QueryRequest.builder()
              .tableName(table)
              .consistentRead(true)
              .keyConditionExpression("pk = :hour AND sk BETWEEN :from AND :until")
              .expressionAttributeValues(
                  Map.of(
                      ":hour", AttributeValues.text(LedgerItems.partition(hour, shard)),
                      // Sorts right after the position itself.
                      ":from", AttributeValues.text(LedgerItems.sort(from) + "~"),
                      // Sorts before every event of that second.
                      ":until",
                          AttributeValues.text(
                              LedgerItems.second(until.isBefore(next) ? until : next))))
              .limit(most)
              .build();
      found.addAll(Queries.upTo(most, dynamo, request, LedgerEntries::read));
    }
    return found.stream().sorted(ORDER).limit(most).toList();
  }
}
