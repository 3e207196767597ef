package dev.tidegate.adapters.dynamodb;

import dev.tidegate.adapters.aws.AwsFaults;
import java.util.function.Supplier;

/// Extends [AwsFaults] by DynamoDB's own error codes: a transaction conflict and too many requests
/// pass by themselves. [AWS: DynamoDB, Error handling]
final class DynamoFaults {
  private static final AwsFaults FAULTS =
      AwsFaults.alsoBusy(
          "TransactionConflictException",
          "TransactionInProgressException",
          "LimitExceededException");

  private DynamoFaults() {}

  /// Makes a call and returns its answer; see [AwsFaults#translated].
  static <T> T translated(String operation, Supplier<T> call) {
    return FAULTS.translated(operation, call);
  }
}
