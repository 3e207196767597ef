package dev.tidegate.adapters.dynamodb;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// On DynamoDB Local, Amazon's own engine: the judge of conditions and transactions.
class DynamoLocalCaseStoreIT extends DynamoSuite {
  private static DynamoLocal dynamo = DynamoLocal.NONE;

  @BeforeAll
  static void start() throws Exception {
    dynamo = DynamoLocal.start();
  }

  @AfterAll
  static void stop() throws Exception {
    dynamo.close();
  }

  @Override
  Dynamo dynamo() {
    return dynamo;
  }
}
