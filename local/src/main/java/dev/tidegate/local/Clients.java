package dev.tidegate.local;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Points any SDK client at the emulator: its endpoint, the region, few retries. The timeouts are
/// long, since making a stack is one call, and a laptop may be busy.
///
/// ```java
/// StsClient sts = clients.of(StsClient.builder(), clients.root(LocalAws.TARGET_ACCOUNT));
/// ```
public record Clients(URI endpoint) {
  /// The root of an account: the emulator takes twelve digits as the key id of that account's root.
  public AwsCredentialsProvider root(String account) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "test"));
  }

  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C of(
      B builder, AwsCredentialsProvider credentials) {
    return builder
        .endpointOverride(endpoint)
        .region(LocalAws.REGION)
        .credentialsProvider(credentials)
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(Duration.ofMinutes(4)))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallTimeout(Duration.ofMinutes(5))
                .build())
        .build();
  }
}
