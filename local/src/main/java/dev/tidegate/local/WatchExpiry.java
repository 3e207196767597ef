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

/// Stands in for DynamoDB's TTL on the watch table, because the emulator's own TTL deletes expired
/// items without a stream record.
///
/// The emulator's TTL is turned off for that table. Instead, this class deletes expired items every
/// few seconds with `DeleteItem`, which puts a REMOVE into the stream. AWS deletes within days, and
/// its stream record names the service as the deleter. This class scans the table, which is
/// acceptable only on a laptop.
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
          // The next round tries again, unless the emulator has stopped.
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
      // Its expiry was moved in the meantime.
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
