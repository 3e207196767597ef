package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The emulator without stacks, and what stands in for the parts of AWS that it lacks.
class LocalAwsIT {
  private static final String ACCOUNT = LocalAws.TARGET_ACCOUNT;
  private static LocalAws aws;
  private static Clients clients;

  @BeforeAll
  static void start() {
    aws = LocalAws.start(RepoRoot.path(), Progress.to(System.out));
    clients = aws.clients();
    try (DynamoDbClient dynamo = clients.of(DynamoDbClient.builder(), clients.root(ACCOUNT))) {
      for (String table : List.of("watched", "orders", "payments")) {
        dynamo.createTable(
            request ->
                request
                    .tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        a -> a.attributeName("grantId").attributeType(ScalarAttributeType.S))
                    .keySchema(k -> k.attributeName("grantId").keyType(KeyType.HASH)));
      }
    }
    try (IamClient iam = clients.of(IamClient.builder(), clients.root(ACCOUNT))) {
      iam.createRole(
          request ->
              request
                  .roleName("reader")
                  .assumeRolePolicyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                       "Principal":{"AWS":"arn:aws:iam::%s:root"}}]}\
                      """
                          .formatted(ACCOUNT)));
      iam.putRolePolicy(
          request ->
              request
                  .roleName("reader")
                  .policyName("read")
                  .policyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:GetItem",
                       "Resource":"arn:aws:dynamodb:%s:%s:table/orders"}]}\
                      """
                          .formatted(LocalAws.REGION.id(), ACCOUNT)));
    }
  }

  @AfterAll
  static void stop() {
    Path folder = aws.runFolder();
    aws.close();
    assertThat(folder).doesNotExist();
  }

  private static AwsSessionCredentials reader() {
    try (StsClient sts = clients.of(StsClient.builder(), clients.root(ACCOUNT))) {
      Credentials credentials =
          sts.assumeRole(
                  request ->
                      request
                          .roleArn("arn:aws:iam::" + ACCOUNT + ":role/reader")
                          .roleSessionName("somebody"))
              .credentials();
      return AwsSessionCredentials.create(
          credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }
  }

  private static void read(AwsCredentialsProvider credentials, String table) {
    try (DynamoDbClient dynamo = clients.of(DynamoDbClient.builder(), credentials)) {
      dynamo.getItem(
          request -> request.tableName(table).key(Map.of("grantId", AttributeValue.fromS("1"))));
    }
  }

  @Test
  void iamIsEnforced() {
    AwsCredentialsProvider credentials = StaticCredentialsProvider.create(reader());
    read(credentials, "orders");
    assertThatThrownBy(() -> read(credentials, "payments"))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorCode())
                    .isEqualTo("AccessDeniedException"));
  }

  @Test
  void anExpiredWatchItemIsDeletedAndALaterOneIsNot() throws Exception {
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    try (DynamoDbClient dynamo = clients.of(DynamoDbClient.builder(), clients.root(ACCOUNT));
        WatchExpiry _ = WatchExpiry.start(dynamo, "watched", Clock.fixed(now, ZoneOffset.UTC))) {
      put(dynamo, "g-due", now);
      put(dynamo, "g-later", now.plusSeconds(1));
      for (int round = 0; round < 100 && exists(dynamo, "g-due"); round++) {
        Thread.sleep(100);
      }
      assertThat(exists(dynamo, "g-due")).isFalse();
      assertThat(exists(dynamo, "g-later")).isTrue();
    }
  }

  private static void put(DynamoDbClient dynamo, String grant, Instant expires) {
    dynamo.putItem(
        request ->
            request
                .tableName("watched")
                .item(
                    Map.of(
                        "grantId", AttributeValue.fromS(grant),
                        "expiresAt",
                            AttributeValue.fromN(Long.toString(expires.getEpochSecond())))));
  }

  private static boolean exists(DynamoDbClient dynamo, String grant) {
    return dynamo
        .getItem(
            request ->
                request
                    .tableName("watched")
                    .consistentRead(true)
                    .key(Map.of("grantId", AttributeValue.fromS(grant))))
        .hasItem();
  }

  @Test
  void theSignInEndpointKnowsWhoseCredentialsTheseAre() throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
    try (SignInEndpoint endpoint = SignInEndpoint.start(clients, clock)) {
      String session = session(reader());
      HttpResponse<String> token =
          post(endpoint.uri(), "Action=getSigninToken&Session=" + encode(session));
      assertThat(token.statusCode()).isEqualTo(200);
      String value = token.body().replaceAll(".*\"SigninToken\":\"([0-9a-f]+)\".*", "$1");
      HttpResponse<String> page =
          post(endpoint.uri(), "Action=login&Destination=x&SigninToken=" + value);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("assumed-role/reader/somebody");
      clock.now = clock.now.plus(Duration.ofMinutes(15));
      assertThat(post(endpoint.uri(), "Action=login&SigninToken=" + value).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void theSignInEndpointRefusesWhatAwsRefuses() throws Exception {
    try (SignInEndpoint endpoint = SignInEndpoint.start(clients, Clock.systemUTC())) {
      AwsSessionCredentials good = reader();
      String forged =
          session(AwsSessionCredentials.create(good.accessKeyId(), "forged", good.sessionToken()));
      assertThat(post(endpoint.uri(), "Action=getSigninToken&Session=" + encode(forged)))
          .satisfies(
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(400);
                assertThat(refusal.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/html");
              });
      assertThat(
              post(
                      endpoint.uri(),
                      "Action=getSigninToken&SessionDuration=3600&Session=" + encode(session(good)))
                  .statusCode())
          .isEqualTo(400);
      assertThat(post(endpoint.uri(), "Action=getSigninToken&Session=nonsense").statusCode())
          .isEqualTo(400);
      assertThat(post(endpoint.uri(), "Action=login&SigninToken=made-up").statusCode())
          .isEqualTo(400);
      assertThat(post(endpoint.uri(), "Action=other").statusCode()).isEqualTo(400);
    }
  }

  private static String session(AwsSessionCredentials credentials) {
    return "{\"sessionId\":\"%s\",\"sessionKey\":\"%s\",\"sessionToken\":\"%s\"}"
        .formatted(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> post(URI uri, String form) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri)
              .timeout(Duration.ofSeconds(30))
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void theEmulatorEndsWithAProcessThatIsKilledHard() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                RepoRoot.path().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String line = holder.inputReader(StandardCharsets.UTF_8).readLine();
      assertThat(line).isNotNull();
      URI endpoint = URI.create(line);
      assertThat(listens(endpoint)).isTrue();
      holder.destroyForcibly().waitFor();
      for (int round = 0; round < 150 && listens(endpoint); round++) {
        Thread.sleep(100);
      }
      assertThat(listens(endpoint)).isFalse();
    } finally {
      holder.destroyForcibly();
    }
  }

  private static boolean listens(URI endpoint) {
    try (Socket _ = new Socket(endpoint.getHost(), endpoint.getPort())) {
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  /// Starts an emulator, says where it is and waits.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      LocalAws held = LocalAws.start(Path.of(arguments[0]), Progress.quiet());
      System.out.println(held.endpoint());
      System.out.flush();
      Thread.sleep(Duration.ofMinutes(2));
    }
  }

  private static final class SettableClock extends Clock {
    private Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
