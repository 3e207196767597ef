package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Trial;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/// The role that receives Denies in the check; each check uses its own session name.
final class ProbeRole {
  private ProbeRole() {}

  static AwsSessionCredentials session(Trial trial, String name) {
    return trial.session(
        trial.account().credentials(), trial.output("ProbeRoleArn"), r -> r.roleSessionName(name));
  }

  /// Runs `work` while everything is denied to sessions of this name.
  static <T> T whileDenied(Trial trial, String name, Supplier<T> work) {
    String arn = trial.output("ProbeRoleArn");
    String role = arn.substring(arn.lastIndexOf('/') + 1);
    String deny =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",
         "Condition":{"StringLike":{"aws:userid":"*:%s"}}}]}\
        """
            .formatted(name);
    try (IamClient iam = trial.account().client(IamClient.builder())) {
      iam.putRolePolicy(r -> r.roleName(role).policyName(name).policyDocument(deny));
      try {
        return work.get();
      } finally {
        iam.deleteRolePolicy(r -> r.roleName(role).policyName(name));
      }
    }
  }
}
