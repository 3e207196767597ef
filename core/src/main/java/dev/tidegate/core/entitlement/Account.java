package dev.tidegate.core.entitlement;

import java.util.Map;
import java.util.Optional;

/// An AWS account that Tidegate may give access to.
///
/// @param id 12 digits
/// @param partition `aws`, `aws-cn` or `aws-us-gov`
/// @param region the region that `${region}` stands for, and where the console opens
/// @param externalId the ExternalId that the account's roles require: 2 to 1224 of `[\w+=,.@:\/-]`
///   [AWS: STS AssumeRole]
/// @param unit its organizational unit, as the path of names from the root: `/prod/orders`
public record Account(
    Name name,
    String id,
    String partition,
    String region,
    String externalId,
    Map<String, String> labels,
    Optional<String> unit) {
  public static final TextFormat ID = TextFormat.of("[0-9]{12}", "12 digits");
  public static final TextFormat PARTITION =
      TextFormat.of("aws|aws-cn|aws-us-gov", "aws, aws-cn or aws-us-gov");
  public static final TextFormat REGION =
      TextFormat.of("[a-z]{2}(-[a-z]+){1,3}-[0-9]", "a region such as eu-central-1");
  public static final TextFormat EXTERNAL_ID =
      TextFormat.of("[A-Za-z0-9_+=,.@:/-]{2,1224}", "2 to 1224 of A-Z a-z 0-9 _ + = , . @ : / -");

  /// Five levels below the root, names of 1 to 128 characters [AWS: Organizations quotas].
  public static final TextFormat UNIT =
      TextFormat.of(
          "(/[A-Za-z0-9][A-Za-z0-9 _.@+=,&()-]{0,127}){1,5}",
          "the path of an organizational unit such as /prod/orders");

  public Account {
    ID.require("account id", id);
    PARTITION.require("partition", partition);
    REGION.require("region", region);
    EXTERNAL_ID.require("externalId", externalId);
    labels = Map.copyOf(labels);
    unit.ifPresent(path -> UNIT.require("ou", path));
  }

  /// Creates an account whose place in the organization is unknown.
  public Account(
      Name name,
      String id,
      String partition,
      String region,
      String externalId,
      Map<String, String> labels) {
    this(name, id, partition, region, externalId, labels, Optional.empty());
  }

  /// Returns whether it is in the organizational unit with this path, or in one below it.
  public boolean within(String path) {
    return unit.filter(own -> own.equals(path) || own.startsWith(path + "/")).isPresent();
  }

  /// Returns the ARN of a role of this account.
  public String roleArn(String roleName) {
    return "arn:" + partition + ":iam::" + id + ":role/" + roleName;
  }
}
