package dev.tidegate.adapters.dynamodb;

import java.net.ServerSocket;
import java.net.URI;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/// DynamoDB Local in this JVM, in memory.
record DynamoLocal(URI endpoint, AutoCloseable server) implements Dynamo, AutoCloseable {
  /// Before one is started.
  static final DynamoLocal NONE = new DynamoLocal(URI.create("http://127.0.0.1:9"), () -> {});

  static DynamoLocal start() throws Exception {
    String port = Integer.toString(freePort());
    DynamoDBProxyServer started =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {"-inMemory", "-port", port, "-disableTelemetry"});
    started.start();
    return new DynamoLocal(URI.create("http://127.0.0.1:" + port), started::stop);
  }

  @Override
  public void close() throws Exception {
    server.close();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
