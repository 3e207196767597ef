package dev.tidegate.adapters.aws;

import java.security.Security;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/// Builds the AWS clients of a function, all over one HTTP client, with bounded time and retries.
///
/// A connection, and each read from it, may take 3 s; there are at most 3 attempts, so a service
/// that hangs costs 10 s. Behind that an attempt ends after 8 s and a call after 15 s, whatever it
/// waits for: the first call of a process also loads classes, on half a processor. Credentials come
/// from the function's environment, or from the endpoint that Lambda offers after a snapshot was
/// restored; no file is read. The endpoint follows `AWS_ENDPOINT_URL` when that is set [AWS: SDKs
/// and Tools Reference, service-specific endpoints].
///
/// Addresses are not cached: a snapshot may be restored weeks later, when a service's name resolves
/// differently. An idle connection is reused for five seconds at most, by the wall clock, which has
/// advanced when a snapshot is restored; one that the service has closed is replaced. [AWS: Lambda
/// DG, SnapStart, networking best practices]
public final class AwsClients {
  private static final Duration NETWORK = Duration.ofSeconds(3);
  private static final Duration ATTEMPT = Duration.ofSeconds(8);
  private static final Duration CALL = Duration.ofSeconds(15);
  private static final int ATTEMPTS = 3;

  static {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private final Region region;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final List<ExecutionInterceptor> interceptors;

  /// @param region the region's name, from `AWS_REGION`
  public AwsClients(String region) {
    this(region, List.of());
  }

  /// Creates clients with interceptors that see every call, such as one that counts them.
  public AwsClients(String region, List<ExecutionInterceptor> interceptors) {
    this.region = Region.of(region);
    this.http =
        UrlConnectionHttpClient.builder().connectionTimeout(NETWORK).socketTimeout(NETWORK).build();
    this.credentials =
        AwsCredentialsProviderChain.of(
            EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create());
    this.interceptors = List.copyOf(interceptors);
  }

  /// Returns the region.
  public Region region() {
    return region;
  }

  /// Builds a client: `clients.build(DynamoDbClient.builder())`.
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
    return builder
        .region(region)
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(configuration(ATTEMPT, CALL))
        .build();
  }

  /// Builds a client whose attempts may take up to `attempt`, for calls that wait for other
  /// functions.
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Duration attempt) {
    return builder
        .region(region)
        .httpClient(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(NETWORK)
                .socketTimeout(attempt)
                .build())
        .credentialsProvider(credentials)
        .overrideConfiguration(configuration(attempt, attempt.plus(CALL)))
        .build();
  }

  private ClientOverrideConfiguration configuration(Duration attempt, Duration call) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(attempt)
        .apiCallTimeout(call)
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build())
        .defaultProfileFile(ProfileFile.aggregator().build())
        .executionInterceptors(interceptors)
        .build();
  }
}
