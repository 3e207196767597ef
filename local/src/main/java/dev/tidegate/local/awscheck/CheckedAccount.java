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

/// The throwaway account of a run: its id and region, the caller, and the names of everything that
/// the run creates.
///
/// `endpoint` is set for the laptop's AWS alone. `run` is six letters and digits.
public record CheckedAccount(
    String id,
    Region region,
    AwsCredentialsProvider credentials,
    Optional<URI> endpoint,
    String run) {
  /// The prefix of every name of every run, by which `--remove` finds them.
  static final String PREFIX = "tg-check-";

  /// Returns whether this is the emulator, which cannot show what AWS does.
  public boolean laptop() {
    return endpoint.isPresent();
  }

  /// Returns the name of the broker's stack.
  public String broker() {
    return PREFIX + run;
  }

  /// Returns the name of another stack. It never begins with the broker stack's name, because
  /// sessions may touch nothing that does.
  String stack(String what) {
    return PREFIX + what + "-" + run;
  }

  String bucket() {
    return PREFIX + id + "-" + run;
  }

  /// Returns the URL of an HTTP API.
  public String apiUrl(String apiId) {
    return endpoint
        .map(uri -> uri + "/_aws/execute-api/" + apiId + "/$default")
        .orElseGet(() -> "https://" + apiId + ".execute-api." + region.id() + ".amazonaws.com");
  }

  /// Returns a client with the caller's credentials.
  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
    return client(builder, credentials);
  }

  /// Returns a client with other credentials: 10 s to connect, 60 s to answer, the SDK's standard
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
