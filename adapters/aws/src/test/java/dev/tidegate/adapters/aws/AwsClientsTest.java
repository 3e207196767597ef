package dev.tidegate.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class AwsClientsTest {
  private static final String REGION = "eu-central-1";

  @Test
  void everyCallHasATimeoutAndABoundOnItsAttempts() {
    try (StsClient sts = new AwsClients(REGION).build(StsClient.builder())) {
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
    AwsClients clients = new AwsClients(REGION, List.of(counting));
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

  /// As after a snapshot was restored: the service closed its side long ago and nobody was told.
  @Test
  void aConnectionThatTheServiceClosedIsReplaced() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerOnceEach(server, connections));
      URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
      AwsClients clients = new AwsClients(REGION);
      try (StsClient sts = clients.build(StsClient.builder().endpointOverride(endpoint))) {
        for (int call = 0; call < 3; call++) {
          assertThat(
                  sts.assumeRoleWithWebIdentity(
                          role ->
                              role.roleArn("arn:aws:iam::111111111111:role/r")
                                  .roleSessionName("none")
                                  .webIdentityToken("none-needed"))
                      .provider())
              .isEqualTo("somebody");
        }
      }
    }
    assertThat(connections).hasValue(3);
  }

  /// Tokens of the regional endpoints are good in every region, those that an account has to opt in
  /// to as well; the global one's are not. [AWS: IAM UG, "Manage AWS STS in an AWS Region"]
  @ParameterizedTest
  @ValueSource(strings = {"us-east-1", "eu-central-1", "af-south-1", "ap-east-1"})
  void sessionsAreMadeAtTheEndpointOfTheRegion(String region) {
    List<String> hosts = new ArrayList<>();
    ExecutionInterceptor looking =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            hosts.add(context.httpRequest().host());
            throw new IllegalStateException("seen enough");
          }
        };
    AwsClients clients = new AwsClients(region, List.of(looking));
    try (StsClient sts = clients.build(StsClient.builder())) {
      assertThatThrownBy(
              () ->
                  sts.assumeRoleWithWebIdentity(
                      role ->
                          role.roleArn("arn:aws:iam::111111111111:role/r")
                              .roleSessionName("none")
                              .webIdentityToken("none-needed")))
          .hasMessageContaining("seen enough");
    }
    assertThat(hosts).containsOnly("sts." + region + ".amazonaws.com");
  }

  @Test
  void noAddressIsRemembered() {
    assertThat(new AwsClients(REGION).region()).isEqualTo(Region.EU_CENTRAL_1);
    assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("0");
    assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("0");
  }

  /// Answers one request of each connection, says that more may follow, and closes it.
  private static void answerOnceEach(ServerSocket server, AtomicInteger connections) {
    String body =
        "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>"
            + "<Provider>somebody</Provider>"
            + "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        connections.incrementAndGet();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(line.substring(15).strip());
          }
        }
        in.skip(length);
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  void withoutARegionThereIsNoClient() {
    assertThatThrownBy(() -> new AwsClients("")).hasMessageContaining("region must not be blank");
  }
}
