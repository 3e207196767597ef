package dev.tidegate.adapters.dynamodb;

import dev.tidegate.adapters.aws.AwsFaults;
import java.util.function.Supplier;

/// What [AwsFaults] does for every service, and what DynamoDB's own codes mean beside it: another
/// transaction on the same item, and too much at once, pass. [AWS: DynamoDB, Error handling]
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
