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

/// Creates SDK clients for the emulator, with its endpoint and region and few retries. The timeouts
/// are long, since creating a stack is one call and a laptop may be busy.
///
/// ```java
/// StsClient sts = clients.of(StsClient.builder(), clients.root(LocalAws.TARGET_ACCOUNT));
/// ```
public record Clients(URI endpoint) {
  /// Returns root credentials of an account: the emulator accepts the account id as the access key
  /// id of its root.
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
