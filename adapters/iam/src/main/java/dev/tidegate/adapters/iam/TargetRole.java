package dev.tidegate.adapters.iam;

import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.TidegateRole;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// Provides credentials of one of Tidegate's own roles in any target account.
///
/// Credentials last for 15 minutes, are cached in memory for the most recently used accounts, and
/// are renewed five minutes before they expire. All accounts share the broker's IAM client: IAM has
/// one endpoint for each partition, and credentials are valid only in their own.
final class TargetRole {
  private static final int ACCOUNTS = 64;
  private static final int SECONDS = 900;

  private final StsClient sts;
  private final TidegateRole role;
  private final Map<String, StsAssumeRoleCredentialsProvider> providers =
      new LinkedHashMap<>(16, 0.75f, true);

  TargetRole(StsClient sts, TidegateRole role) {
    this.sts = sts;
    this.role = role;
  }

  /// Returns the override that signs a request as this role of `account`.
  AwsRequestOverrideConfiguration in(Account account) {
    String arn = account.roleArn(role.roleName());
    AwsCredentials credentials =
        AwsFaults.STANDARD.translated(
            "sts:AssumeRole of " + arn,
            () -> provider(arn, account.externalId()).resolveCredentials());
    return AwsRequestOverrideConfiguration.builder()
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  private synchronized StsAssumeRoleCredentialsProvider provider(String arn, String externalId) {
    String key = arn + " " + externalId;
    StsAssumeRoleCredentialsProvider known = providers.get(key);
    if (known != null) {
      return known;
    }
    if (providers.size() >= ACCOUNTS) {
      String eldest = providers.keySet().iterator().next();
      StsAssumeRoleCredentialsProvider dropped = providers.remove(eldest);
      if (dropped != null) {
        dropped.close();
      }
    }
    StsAssumeRoleCredentialsProvider made =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(
                request ->
                    request
                        .roleArn(arn)
                        .externalId(externalId)
                        .roleSessionName(role.sessionName())
                        .durationSeconds(SECONDS))
            .build();
    providers.put(key, made);
    return made;
  }
}
