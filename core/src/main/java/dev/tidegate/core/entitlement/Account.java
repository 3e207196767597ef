package dev.tidegate.core.entitlement;

import java.util.Map;

/// An AWS account that Tidegate may give access to.
///
/// @param id 12 digits
/// @param partition `aws`, `aws-cn` or `aws-us-gov`
/// @param region the region that `${region}` stands for, and where the console opens
/// @param externalId what the account's roles ask for: 2 to 1224 of `[\w+=,.@:\/-]` [AWS: STS
///   AssumeRole]
public record Account(
    Name name,
    String id,
    String partition,
    String region,
    String externalId,
    Map<String, String> labels) {
  public Account {
    if (!id.matches("\\d{12}")) {
      throw new IllegalArgumentException("account id: 12 digits expected");
    }
    if (!partition.matches("aws|aws-cn|aws-us-gov")) {
      throw new IllegalArgumentException("partition: aws, aws-cn or aws-us-gov expected");
    }
    if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
      throw new IllegalArgumentException("region: a region such as eu-central-1 expected");
    }
    if (!externalId.matches("[\\w+=,.@:/-]{2,1224}")) {
      throw new IllegalArgumentException("externalId: 2 to 1224 of [\\w+=,.@:/-] expected");
    }
    labels = Map.copyOf(labels);
  }

  /// Returns the ARN of a role of this account.
  public String roleArn(String roleName) {
    return "arn:" + partition + ":iam::" + id + ":role/" + roleName;
  }
}
