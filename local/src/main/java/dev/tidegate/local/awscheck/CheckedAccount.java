package dev.tidegate.local.awscheck;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The throwaway account: who calls, in which region, and how everything of one run is named.
///
/// `endpoint` is set for the laptop's AWS alone. `run` is six letters and digits.
public record CheckedAccount(
    String id,
    Region region,
    AwsCredentialsProvider credentials,
    Optional<URI> endpoint,
    String run) {
  /// Every name of every run begins so; `--remove` goes by it.
  static final String PREFIX = "tg-check-";

  /// Whether this is the laptop's AWS, which cannot show what AWS does.
  public boolean laptop() {
    return endpoint.isPresent();
  }

  /// The name of the broker's stack.
  public String broker() {
    return PREFIX + run;
  }

  /// The name of another stack: none begins like the broker's, since a session may touch nothing
  /// that does.
  String stack(String what) {
    return PREFIX + what + "-" + run;
  }

  String bucket() {
    return PREFIX + id + "-" + run;
  }

  /// The URL at which an HTTP API answers.
  public String apiUrl(String apiId) {
    return endpoint
        .map(uri -> uri + "/_aws/execute-api/" + apiId + "/$default")
        .orElseGet(() -> "https://" + apiId + ".execute-api." + region.id() + ".amazonaws.com");
  }

  /// A client as the caller.
  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
    return client(builder, credentials);
  }

  /// A client with somebody's credentials: 10 s to connect, 60 s to answer, the SDK's standard
  /// retries.
  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      B builder, AwsCredentialsProvider who) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .region(region)
        .credentialsProvider(who)
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(10))
                .socketTimeout(Duration.ofSeconds(60)))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder().retryStrategy(RetryMode.STANDARD).build())
        .build();
  }

  S3Client s3() {
    return client(S3Client.builder().forcePathStyle(laptop()));
  }
}
