package dev.tidegate.core.activity;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which actions may be done without a record of it. CloudTrail logs management events unless told
/// not to, data events (reads and writes of what a resource holds) only when a trail is told to,
/// and what goes over a connection not at all. [AWS: CloudTrail UG, "Logging management events",
/// "Logging data events"]
///
/// An action is taken for one that is always logged only where that is known: in services that have
/// management events alone, and beside the data events of those below. In doubt it is not.
public final class DataEvents {
  /// Services whose calls are management events, all of them.
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

  /// What is not, in services that have both: beginnings of names.
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

  /// Returns whether some action that `granted` covers may be done without a record of it.
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
