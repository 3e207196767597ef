package dev.tidegate.adapters.dynamodb;

import dev.tidegate.local.Progress;
import dev.tidegate.local.SharedAws;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;

/// On the AWS that runs on a laptop, which has an engine of its own: what the end-to-end tests rest
/// on. The rest of the contract is shown by [DynamoLocalCaseStoreIT] on Amazon's engine.
class EmulatorCaseStoreIT extends TransactionsSuite {
  private static Dynamo dynamo =
      () -> {
        throw new AssertionError("not started");
      };

  @BeforeAll
  static void start() {
    URI endpoint = SharedAws.clients(TemplateTables.root(), Progress.to(System.err)).endpoint();
    dynamo = () -> endpoint;
  }

  @Override
  Dynamo dynamo() {
    return dynamo;
  }
}
