package dev.tidegate.local;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Stands in for DynamoDB's TTL on the watch table: the emulator's own deletes expired items
/// without a stream record, so nobody would hear of it.
///
/// The emulator's is turned off for that table, and this deletes expired items every few seconds
/// through `DeleteItem`, which puts a REMOVE into the stream. AWS deletes within days and not
/// seconds, and its record says that the service did it. It scans the table: good for a laptop, and
/// for nothing else.
final class WatchExpiry implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(3);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private WatchExpiry(DynamoDbClient dynamo, String table, Clock clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("watch-expiry").unstarted(this::run);
  }

  static WatchExpiry start(DynamoDbClient dynamo, String table, Clock clock) {
    dynamo.updateTimeToLive(
        request ->
            request
                .tableName(table)
                .timeToLiveSpecification(ttl -> ttl.attributeName("expiresAt").enabled(false)));
    WatchExpiry expiry = new WatchExpiry(dynamo, table, clock);
    expiry.thread.start();
    return expiry;
  }

  private void run() {
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          sweep();
        } catch (SdkException tryAgain) {
          // The next round does it; when the emulator is gone, so is the reason to.
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    AttributeValue now = AttributeValue.fromN(Long.toString(clock.instant().getEpochSecond()));
    dynamo
        .scanPaginator(
            request ->
                request
                    .tableName(table)
                    .filterExpression("expiresAt <= :now")
                    .expressionAttributeValues(Map.of(":now", now)))
        .items()
        .forEach(item -> delete(item, now));
  }

  private void delete(Map<String, AttributeValue> item, AttributeValue now) {
    AttributeValue grantId = item.get("grantId");
    if (grantId == null) {
      return;
    }
    try {
      dynamo.deleteItem(
          request ->
              request
                  .tableName(table)
                  .key(Map.of("grantId", grantId))
                  .conditionExpression("expiresAt <= :now")
                  .expressionAttributeValues(Map.of(":now", now)));
    } catch (ConditionalCheckFailedException revived) {
      // Its time was moved meanwhile.
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
