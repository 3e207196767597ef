package dev.tidegate.adapters.dynamodb;

import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// On the AWS that runs on a laptop.
class EmulatorCaseStoreIT extends DynamoSuite {
  private static Dynamo dynamo =
      () -> {
        throw new AssertionError("not started");
      };
  private static AutoCloseable emulator = () -> {};

  @BeforeAll
  static void start() {
    LocalAws aws = LocalAws.start(TemplateTables.root(), Progress.to(System.err));
    emulator = aws;
    URI endpoint = aws.endpoint();
    dynamo = () -> endpoint;
  }

  @AfterAll
  static void stop() throws Exception {
    emulator.close();
  }

  @Override
  Dynamo dynamo() {
    return dynamo;
  }
}
