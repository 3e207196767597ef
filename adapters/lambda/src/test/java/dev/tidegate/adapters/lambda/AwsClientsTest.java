package dev.tidegate.adapters.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class AwsClientsTest {
  private static final Env ENV = new Env(Map.of("AWS_REGION", "eu-central-1"));

  @Test
  void everyCallHasATimeoutAndABoundOnItsAttempts() {
    try (StsClient sts = new AwsClients(ENV).build(StsClient.builder())) {
      ClientOverrideConfiguration set = sts.serviceClientConfiguration().overrideConfiguration();

      assertThat(sts.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
      assertThat(set.apiCallAttemptTimeout()).contains(Duration.ofSeconds(8));
      assertThat(set.apiCallTimeout()).contains(Duration.ofSeconds(15));
      assertThat(set.retryStrategy().orElseThrow().maxAttempts()).isEqualTo(3);
    }
  }

  @Test
  void aServiceThatKeepsFailingIsTriedThreeTimes() throws IOException {
    AtomicInteger attempts = new AtomicInteger();
    AtomicInteger calls = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          attempts.incrementAndGet();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ExecutionInterceptor counting =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(
              Context.BeforeExecution context, ExecutionAttributes attributes) {
            calls.incrementAndGet();
          }
        };
    AwsClients clients = new AwsClients(ENV, List.of(counting));
    try (StsClient sts = clients.build(StsClient.builder().endpointOverride(endpoint))) {
      assertThatThrownBy(
              () ->
                  sts.assumeRoleWithWebIdentity(
                      role ->
                          role.roleArn("arn:aws:iam::111111111111:role/r")
                              .roleSessionName("none")
                              .webIdentityToken("none-needed")))
          .isInstanceOf(StsException.class);
    } finally {
      server.stop(0);
    }
    assertThat(attempts).hasValue(3);
    assertThat(calls).hasValue(1);
  }

  @Test
  void withoutARegionThereIsNoClient() {
    assertThatThrownBy(() -> new AwsClients(new Env(Map.of())))
        .hasMessage("the environment variable AWS_REGION is not set");
  }
}
