package dev.tidegate.adapters.dynamodb;

import dev.tidegate.adapters.aws.Backoff;
import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/// Writes transactions; their first item has the condition that they depend on.
///
/// Each call has one token for all its retries, so that a lost answer does not turn success into a
/// conflict [AWS: DynamoDB, TransactWriteItems, ClientRequestToken]. Two calls never share one: of
/// two callers that write the very same change, one wins.
final class Transactions {
  private static final int TOKEN_LENGTH = 36;

  private static final int MOST_CONFLICTS = 3;
  private static final String WRITE = "TransactWriteItems";
  private static final String CONFLICT = "TransactionConflict";

  private static final Set<String> PASSING =
      Set.of(CONFLICT, "ThrottlingError", "ProvisionedThroughputExceeded");

  private final DynamoDbClient dynamo;

  Transactions(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  /// Writes all items or none.
  ///
  /// @param seed what the write is about, so that tokens differ even when a snapshot cloned the
  ///   random source
  /// @return false when the first item's condition does not hold
  boolean write(String seed, List<TransactWriteItem> items) {
    TransactWriteItemsRequest request = request(seed, items);
    return unlessContended(WRITE, () -> attempt(request));
  }

  private static TransactWriteItemsRequest request(String seed, List<TransactWriteItem> items) {
    return TransactWriteItemsRequest.builder()
        .transactItems(items)
        .clientRequestToken(token(seed))
        .build();
  }

  /// Does the same, but retries only briefly while other transactions are in its way.
  ///
  /// @return false as well when other transactions were in its way to the last: for a caller that
  ///   decides by their result, reading again costs less than waiting for them
  boolean writeUnlessLost(String seed, List<TransactWriteItem> items) {
    TransactWriteItemsRequest request = request(seed, items);
    for (int tries = 0; tries < MOST_CONFLICTS; tries++) {
      Optional<Boolean> written = unlessContended(WRITE, () -> unlessConflict(request));
      if (written.isPresent()) {
        return written.get();
      }
      Backoff.moment();
    }
    return false;
  }

  private Optional<Boolean> unlessConflict(TransactWriteItemsRequest request) {
    try {
      return Optional.of(attempt(request));
    } catch (TransactionCanceledException e) {
      if (passing(e, Set.of(CONFLICT))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Retries a call while other writers are in its way.
  static <T> T unlessContended(String operation, Supplier<T> call) {
    Backoff backoff = Backoff.ofWrites();
    while (true) {
      switch (DynamoFaults.translated(operation, () -> tried(operation, call))) {
        case Tried.Done<T>(T answer) -> {
          return answer;
        }
        case Tried.Contended<T>(String by) -> backoff.again(operation + ": " + by);
      }
    }
  }

  private static <T> Tried<T> tried(String operation, Supplier<T> call) {
    try {
      return new Tried.Done<>(call.get());
    } catch (TransactionCanceledException e) {
      if (!passing(e, PASSING)) {
        throw new Fault(Fault.Kind.BROKEN, operation + ": " + reasons(e), e);
      }
      return new Tried.Contended<>(reasons(e));
    } catch (TransactionConflictException | TransactionInProgressException e) {
      return new Tried.Contended<>(e.getClass().getSimpleName());
    }
  }

  /// The result of one attempt: its answer, or the conflict.
  private sealed interface Tried<T> {
    record Done<T>(T answer) implements Tried<T> {}

    record Contended<T>(String by) implements Tried<T> {}
  }

  /// Returns the write of an item that must not exist yet.
  static TransactWriteItem adding(String table, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build())
        .build();
  }

  private boolean attempt(TransactWriteItemsRequest request) {
    try {
      dynamo.transactWriteItems(request);
      return true;
    } catch (TransactionCanceledException e) {
      if (failedFirst(e)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean failedFirst(TransactionCanceledException e) {
    return e.hasCancellationReasons()
        && !e.cancellationReasons().isEmpty()
        && "ConditionalCheckFailed".equals(e.cancellationReasons().getFirst().code());
  }

  private static boolean passing(TransactionCanceledException e, Set<String> codes) {
    return e.cancellationReasons().stream().anyMatch(r -> codes.contains("" + r.code()));
  }

  private static String reasons(TransactionCanceledException e) {
    return String.join(", ", e.cancellationReasons().stream().map(r -> "" + r.code()).toList());
  }

  private static String token(String seed) {
    return new HashInput()
        .add(seed)
        .add(UUID.randomUUID().toString())
        .hex()
        .substring(0, TOKEN_LENGTH);
  }
}
