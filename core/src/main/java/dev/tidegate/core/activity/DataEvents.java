package dev.tidegate.core.activity;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Knows which actions may leave no record. CloudTrail logs management events by default, data
/// events (reads and writes of a resource's content) only if a trail is configured to, and traffic
/// over a connection never. [AWS: CloudTrail UG, "Logging management events", "Logging data
/// events"]
///
/// An action counts as always logged only where that is certain: in services with management events
/// only, and for all but the data events of the services listed below.
public final class DataEvents {
  /// Services that have only management events.
  private static final Set<String> MANAGEMENT =
      Set.of(
          "acm",
          "application-autoscaling",
          "athena",
          "autoscaling",
          "batch",
          "cloudformation",
          "cloudfront",
          "codebuild",
          "codedeploy",
          "codepipeline",
          "config",
          "ec2",
          "ecr",
          "ecs",
          "eks",
          "elasticbeanstalk",
          "elasticloadbalancing",
          "iam",
          "kms",
          "organizations",
          "rds",
          "redshift",
          "route53",
          "secretsmanager",
          "servicequotas",
          "sts",
          "tag",
          "wafv2");

  /// The prefixes of data events in services that have both kinds.
  private static final Map<String, List<String>> DATA =
      Map.of(
          "dynamodb",
          List.of(
              "BatchGetItem",
              "BatchWriteItem",
              "ConditionCheckItem",
              "DeleteItem",
              "GetItem",
              "GetRecords",
              "GetShardIterator",
              "PartiQL",
              "PutItem",
              "Query",
              "Scan",
              "UpdateItem"),
          "elasticache",
          List.of("Connect"),
          "elasticfilesystem",
          List.of("Client"),
          "events",
          List.of("PutEvents"),
          "kinesis",
          List.of("GetRecords", "GetShardIterator", "PutRecord", "SubscribeToShard"),
          "lambda",
          List.of("Invoke"),
          "logs",
          List.of(
              "FilterLogEvents",
              "GetLogEvents",
              "GetLogObject",
              "GetLogRecord",
              "PutLogEvents",
              "StartLiveTail",
              "Unmask"),
          "sns",
          List.of("Publish"),
          "sqs",
          List.of("ChangeMessageVisibility", "DeleteMessage", "ReceiveMessage", "SendMessage"));

  private DataEvents() {}

  /// Returns whether some action that `granted` covers may leave no record.
  ///
  /// @param granted an action as entitlements write it, such as `dynamodb:GetItem` or `sqs:*`
  public static boolean mayBeUnseen(String granted) {
    int colon = granted.indexOf(':');
    String service = granted.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
    if (MANAGEMENT.contains(service)) {
      return false;
    }
    String name = granted.substring(colon + 1).toLowerCase(Locale.ROOT);
    int wild = firstWildcard(name);
    String literal = name.substring(0, wild);
    return !DATA.containsKey(service)
        || DATA.get(service).stream()
            .map(beginning -> beginning.toLowerCase(Locale.ROOT))
            .anyMatch(
                beginning ->
                    literal.startsWith(beginning)
                        || (wild < name.length() && beginning.startsWith(literal)));
  }

  private static int firstWildcard(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '*' || name.charAt(i) == '?') {
        return i;
      }
    }
    return name.length();
  }
}
