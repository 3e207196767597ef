package dev.tidegate.adapters.dynamodb;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/// On LocalStack, where there is a container engine; 4.14.0 is the last that starts without an
/// account.
class LocalStackCaseStoreIT extends DynamoSuite {
  private static final String IMAGE = "localstack/localstack:4.14.0";

  private static Dynamo dynamo =
      () -> {
        throw new AssertionError("not started");
      };
  private static AutoCloseable container = () -> {};

  @BeforeAll
  static void start() {
    boolean engine = DockerClientFactory.instance().isDockerAvailable();
    if (!engine) {
      System.err.println("LocalStack: skipped, since no container engine was found");
    }
    assumeTrue(engine, "no container engine was found");
    LocalStackContainer started =
        new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("dynamodb");
    started.start();
    container = started;
    URI endpoint = started.getEndpoint();
    dynamo = () -> endpoint;
  }

  @AfterAll
  static void stop() throws Exception {
    container.close();
  }

  @Override
  Dynamo dynamo() {
    return dynamo;
  }
}
