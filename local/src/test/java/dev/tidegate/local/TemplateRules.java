package dev.tidegate.local;

import static dev.tidegate.local.Template.list;
import static dev.tidegate.local.Template.map;
import static dev.tidegate.local.Template.strings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What must hold of `template.yaml`, each as a list of findings: empty means that it holds.
final class TemplateRules {
  /// Resources with a star that may stay, and why.
  static final Map<String, String> STARS =
      Map.of(
          "*", "X-Ray knows no resources",
          "${Table.Arn}/stream/*", "ListStreams names the table's streams, of which there is one",
          "${WatchTable.Arn}/stream/*",
              "ListStreams names the table's streams, of which there is one",
          "${RecordBucket.Arn}/checkpoints/*", "checkpoints are named by day and number",
          "${RecordBucket.Arn}/reports/*", "reports are named by the days they are over",
          "arn:${AWS::Partition}:iam::*:role/TidegateAccess*", "one role in each target account",
          "arn:${AWS::Partition}:iam::*:role/TidegateRevoker*", "one role in each target account",
          "arn:${AWS::Partition}:iam::*:role/TidegateAttacher*", "one role in each target account",
          "arn:${AWS::Partition}:iam::*:role/TidegateObserver*", "one role in each target account",
          "arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule/${ScheduleGroup}/*",
              "schedules are named after grants, in a group of their own");

  private static final Set<String> XRAY =
      Set.of("xray:PutTraceSegments", "xray:PutTelemetryRecords");
  private static final Set<String> TABLE_WRITES =
      Set.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem");

  private TemplateRules() {}

  static List<String> stars(Template template) {
    List<String> findings = new ArrayList<>();
    for (String role : template.ofType("AWS::IAM::Role").keySet()) {
      for (Map<String, Object> statement : template.rights(role)) {
        for (String action : strings(statement.get("Action"))) {
          if (action.contains("*")) {
            findings.add(role + " may " + action);
          }
        }
        for (String resource : strings(statement.get("Resource"))) {
          boolean known =
              STARS.containsKey(resource)
                  && (!resource.equals("*") || XRAY.containsAll(strings(statement.get("Action"))));
          if (resource.contains("*") && !known) {
            findings.add(role + " may " + statement.get("Action") + " on " + resource);
          }
        }
        if (statement.containsKey("NotAction") || statement.containsKey("NotResource")) {
          findings.add(role + " has a statement with Not");
        }
      }
    }
    return findings;
  }

  /// For each role that may assume others: which, and with what.
  static Map<String, Set<String>> assumes(Template template) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String role : template.ofType("AWS::IAM::Role").keySet()) {
      for (Map<String, Object> statement : template.rights(role)) {
        for (String action : strings(statement.get("Action"))) {
          if (action.startsWith("sts:")) {
            strings(statement.get("Resource"))
                .forEach(
                    resource ->
                        found
                            .computeIfAbsent(role, _ -> new TreeSet<>())
                            .add(
                                action + " " + resource.substring(resource.indexOf(":role/") + 6)));
          }
        }
      }
    }
    return found;
  }

  static List<String> functions(Template template) {
    List<String> findings = new ArrayList<>();
    Set<Object> roles = new TreeSet<>();
    Map<String, Object> globals = map(map(template.root().get("Globals")).get("Function"));
    if (!"Active".equals(globals.get("Tracing"))) {
      findings.add("tracing is off");
    }
    template
        .ofType("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              if (!function.containsKey("Timeout")) {
                findings.add(name + " has no timeout");
              }
              if (!roles.add(function.getOrDefault("Role", "none"))) {
                findings.add(name + " shares a role");
              }
              String logs =
                  Template.unwrapped(
                      String.valueOf(
                          map(function.getOrDefault("LoggingConfig", Map.of())).get("LogGroup")));
              Map<String, Object> group =
                  template.ofType("AWS::Logs::LogGroup").getOrDefault(logs, Map.of());
              if (!group.containsKey("RetentionInDays")) {
                findings.add(name + " has no log group with retention");
              }
            });
    return findings;
  }

  /// Functions that are called asynchronously lose nothing: a queue takes what fails, and they may
  /// send to it.
  static List<String> deadLetters(Template template) {
    List<String> findings = new ArrayList<>();
    for (Map.Entry<String, Map<String, Object>> entry :
        template.ofType("AWS::Serverless::Function").entrySet()) {
      Map<String, Object> function = entry.getValue();
      boolean answersHttp = function.containsKey("AutoPublishAlias");
      if (answersHttp) {
        continue;
      }
      Object destination =
          map(map(map(function.getOrDefault("EventInvokeConfig", Map.of()))
                      .getOrDefault("DestinationConfig", Map.of()))
                  .getOrDefault("OnFailure", Map.of()))
              .getOrDefault("Destination", "none");
      String role = Template.unwrapped(String.valueOf(function.get("Role"))).replace(".Arn", "");
      boolean maySend =
          template.rights(role).stream()
              .anyMatch(
                  s ->
                      strings(s.get("Action")).contains("sqs:SendMessage")
                          && list(s.get("Resource")).contains(destination));
      if (!maySend) {
        findings.add(entry.getKey() + " has no dead-letter queue that it may send to");
      }
    }
    return findings;
  }

  static List<String> streams(Template template) {
    List<String> findings = new ArrayList<>();
    template
        .ofType("AWS::Lambda::EventSourceMapping")
        .forEach(
            (name, mapping) -> {
              if (!strings(mapping.get("FunctionResponseTypes"))
                  .contains("ReportBatchItemFailures")) {
                findings.add(name + " retries whole batches");
              }
              if (String.valueOf(mapping.get("EventSourceArn")).contains("Queue.Arn")) {
                queue(template, name, mapping, findings);
                return;
              }
              if (!"true".equals(mapping.get("BisectBatchOnFunctionError"))) {
                findings.add(name + " does not split a failing batch");
              }
              if (!mapping.containsKey("MaximumRetryAttempts")
                  || !mapping.containsKey("DestinationConfig")) {
                findings.add(name + " can block its shard");
              }
              if (!mapping.containsKey("FilterCriteria")) {
                findings.add(name + " is called for everything");
              }
            });
    return findings;
  }

  /// A queue hands what keeps failing to another queue, and gives the function the time it has.
  private static void queue(
      Template template, String name, Map<String, Object> mapping, List<String> findings) {
    String source =
        Template.unwrapped(String.valueOf(mapping.get("EventSourceArn"))).replace(".Arn", "");
    Map<String, Object> queue = template.properties(source);
    if (!queue.containsKey("RedrivePolicy")) {
      findings.add(name + " reads what fails for ever");
    }
    String function = Template.unwrapped(String.valueOf(mapping.get("FunctionName")));
    int timeout = Integer.parseInt(String.valueOf(template.properties(function).get("Timeout")));
    int hidden = Integer.parseInt(String.valueOf(queue.getOrDefault("VisibilityTimeout", "30")));
    if (hidden < 6 * timeout) {
      findings.add(name + " hands out a message again while it is being handled");
    }
  }

  /// Who may write which partitions of the table. A write without `dynamodb:LeadingKeys` shows as
  /// `anything`.
  static Map<String, Set<String>> tableWrites(Template template) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String role : template.ofType("AWS::IAM::Role").keySet()) {
      for (Map<String, Object> statement : template.rights(role)) {
        boolean writes = strings(statement.get("Action")).stream().anyMatch(TABLE_WRITES::contains);
        if (writes && list(statement.get("Resource")).contains("${Table.Arn}")) {
          Map<String, Object> condition = map(statement.getOrDefault("Condition", Map.of()));
          Map<String, Object> keys =
              map(condition.getOrDefault("ForAllValues:StringLike", Map.of()));
          found
              .computeIfAbsent(role, _ -> new TreeSet<>())
              .addAll(strings(keys.getOrDefault("dynamodb:LeadingKeys", List.of("anything"))));
        }
      }
    }
    return found;
  }

  /// What each role may do to the ledger, and in which of its partitions.
  static Map<String, Set<String>> ledgerRights(Template template) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String role : template.ofType("AWS::IAM::Role").keySet()) {
      for (Map<String, Object> statement : template.rights(role)) {
        if (list(statement.get("Resource")).contains("${LedgerTable.Arn}")) {
          Map<String, Object> condition = map(statement.getOrDefault("Condition", Map.of()));
          Map<String, Object> keys =
              map(condition.getOrDefault("ForAllValues:StringLike", Map.of()));
          List<String> partitions =
              strings(keys.getOrDefault("dynamodb:LeadingKeys", List.of("anything")));
          for (String action : strings(statement.get("Action"))) {
            found.computeIfAbsent(role, _ -> new TreeSet<>()).add(action + " of " + partitions);
          }
        }
      }
    }
    return found;
  }
}
