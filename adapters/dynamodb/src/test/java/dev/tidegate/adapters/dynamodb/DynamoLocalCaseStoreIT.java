package dev.tidegate.adapters.dynamodb;

import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/// On DynamoDB Local, Amazon's own engine: the judge of conditions and transactions.
class DynamoLocalCaseStoreIT extends DynamoSuite {
  private static Dynamo dynamo =
      () -> {
        throw new AssertionError("not started");
      };
  private static AutoCloseable server = () -> {};

  @BeforeAll
  static void start() throws Exception {
    String port = Integer.toString(freePort());
    DynamoDBProxyServer started =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {"-inMemory", "-port", port, "-disableTelemetry"});
    started.start();
    server = started::stop;
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    dynamo = () -> endpoint;
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  Dynamo dynamo() {
    return dynamo;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
