package dev.tidegate.local;

import static dev.tidegate.local.Template.list;
import static dev.tidegate.local.Template.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must hold of the alarms and the dashboard, each as a list of findings: empty means that it
/// holds.
///
/// @param broker `template.yaml`
/// @param alarms `infrastructure/alarms/template.yaml`
record AlarmRules(Template broker, Template alarms, Emitted emitted) {
  private static final String PREFIX = "${BrokerStackName}-";
  private static final Pattern SECTION = Pattern.compile("Runbook: docs/runbook\\.md#([a-z-]+)$");
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|(.*)\\|");
  private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

  /// Metrics of AWS that are used here, with the one dimension that tells whose they are.
  private static final Map<String, Map<String, Set<String>>> OF_AWS =
      Map.of(
          "AWS/Lambda",
          Map.of(
              "FunctionName",
              Set.of("Errors", "Throttles", "Invocations", "Duration", "IteratorAge")),
          "AWS/SQS",
          Map.of("QueueName", Set.of("ApproximateNumberOfMessagesVisible")),
          "AWS/ApiGateway",
          Map.of("ApiId", Set.of("Count", "4xx", "5xx", "Latency", "IntegrationLatency")),
          "AWS/Scheduler",
          Map.of(
              "ScheduleGroup",
              Set.of("InvocationDroppedCount", "InvocationsFailedToBeSentToDeadLetterCount")),
          "AWS/DynamoDB",
          Map.of("TableName", Set.of("ReadThrottleEvents", "WriteThrottleEvents")));

  /// One metric that something looks at: whose it is and where.
  record Look(String where, String namespace, String metric, String dimension, Object value) {}

  /// A row of `docs/metrics.md`.
  record Row(String metric, String unit, String function, String alarm) {}

  Map<String, Map<String, Object>> each() {
    return alarms.ofType("AWS::CloudWatch::Alarm");
  }

  static String name(Map<String, Object> alarm) {
    return String.valueOf(alarm.get("AlarmName")).replace(PREFIX, "");
  }

  Set<String> names() {
    return each().values().stream()
        .map(AlarmRules::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The metrics that an alarm rests on.
  static List<Look> looks(Map<String, Object> alarm) {
    if (!alarm.containsKey("Metrics")) {
      return List.of(look(name(alarm), alarm));
    }
    return list(alarm.get("Metrics")).stream()
        .filter(metric -> map(metric).containsKey("MetricStat"))
        .map(metric -> look(name(alarm), map(map(map(metric).get("MetricStat")).get("Metric"))))
        .toList();
  }

  private static Look look(String where, Map<String, Object> metric) {
    Map<String, Object> dimension = map(list(metric.get("Dimensions")).getFirst());
    return new Look(
        where,
        String.valueOf(metric.get("Namespace")),
        String.valueOf(metric.get("MetricName")),
        String.valueOf(dimension.get("Name")),
        dimension.getOrDefault("Value", ""));
  }

  /// The dashboard's body with each `${X}` left as it is.
  JsonNode dashboard() {
    Object body = alarms.properties("Dashboard").get("DashboardBody");
    String text = String.valueOf(list(body).getFirst());
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }

  List<Look> widgets() {
    List<Look> found = new ArrayList<>();
    for (JsonNode widget : dashboard().get("widgets")) {
      for (JsonNode row : widget.at("/properties/metrics")) {
        found.add(
            new Look(
                "dashboard, " + widget.at("/properties/title").asText(),
                row.path(0).asText(),
                row.path(1).asText(),
                row.path(2).asText(),
                row.path(3).asText()));
      }
    }
    return found;
  }

  /// Metrics that nobody writes, or not under that name of a function, queue, table or API.
  List<String> unknown() {
    List<Look> all = new ArrayList<>(widgets());
    each().values().forEach(alarm -> all.addAll(looks(alarm)));
    return all.stream()
        .filter(look -> !known(look))
        .map(
            look ->
                look.where()
                    + ": "
                    + look.namespace()
                    + " "
                    + look.metric()
                    + " of "
                    + look.value())
        .toList();
  }

  private boolean known(Look look) {
    if (look.namespace().equals("Tidegate")) {
      String value = String.valueOf(look.value());
      return look.dimension().equals("Function")
          && value.startsWith(PREFIX)
          && emitted
              .functions()
              .getOrDefault(look.metric(), Set.of())
              .contains(value.replace(PREFIX, ""));
    }
    return OF_AWS
            .getOrDefault(look.namespace(), Map.of())
            .getOrDefault(look.dimension(), Set.of())
            .contains(look.metric())
        && exists(look.value());
  }

  /// A function of the broker, its schedule group, or something that it exports.
  private boolean exists(Object value) {
    if (value instanceof Map<?, ?> imported) {
      return exports()
          .contains(String.valueOf(imported.get("Fn::ImportValue")).replace(PREFIX, ""));
    }
    String text = String.valueOf(value);
    return functions().contains(text.replace(PREFIX, ""))
        || text.equals("${BrokerStackName}")
        || Optional.ofNullable(imports().get(Template.unwrapped(text)))
            .filter(this::exists)
            .isPresent();
  }

  private Map<String, Object> imports() {
    return map(list(alarms.properties("Dashboard").get("DashboardBody")).getLast());
  }

  private Set<String> exports() {
    return map(broker.root().get("Outputs")).values().stream()
        .map(output -> map(output).get("Export"))
        .filter(export -> export instanceof Map<?, ?>)
        .map(export -> String.valueOf(map(export).get("Name")).replace("${AWS::StackName}-", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> functions() {
    return broker.ofType("AWS::Serverless::Function").values().stream()
        .map(function -> String.valueOf(function.get("FunctionName")))
        .map(name -> name.replace("${AWS::StackName}-", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Functions, dead-letter queues and streams that no alarm looks at.
  List<String> unwatched() {
    List<Look> looks = each().values().stream().flatMap(alarm -> looks(alarm).stream()).toList();
    List<String> findings = new ArrayList<>();
    for (String function : functions()) {
      for (String metric : List.of("Errors", "Throttles", "Invocations")) {
        if (!watched(looks, metric, PREFIX + function)) {
          findings.add(function + " has no alarm on " + metric);
        }
      }
    }
    broker
        .ofType("AWS::SQS::Queue")
        .keySet()
        .forEach(
            queue -> {
              Map<String, String> value = Map.of("Fn::ImportValue", PREFIX + queue);
              if (queue.endsWith("DeadLetters")
                  && !watched(looks, "ApproximateNumberOfMessagesVisible", value)) {
                findings.add(queue + " has no alarm");
              }
            });
    broker
        .ofType("AWS::Lambda::EventSourceMapping")
        .forEach(
            (name, mapping) -> {
              String function = Template.unwrapped(String.valueOf(mapping.get("FunctionName")));
              String full = String.valueOf(broker.properties(function).get("FunctionName"));
              if (String.valueOf(mapping.get("EventSourceArn")).contains("Stream")
                  && !watched(looks, "IteratorAge", full.replace("${AWS::StackName}-", PREFIX))) {
                findings.add(name + " has no alarm on its age");
              }
            });
    return findings;
  }

  private static boolean watched(List<Look> looks, String metric, Object value) {
    return looks.stream()
        .anyMatch(look -> look.metric().equals(metric) && look.value().equals(value));
  }

  /// Alarms that say too little, that nobody hears, or that a gap in the data would set off or
  /// hush.
  List<String> careless() {
    List<String> findings = new ArrayList<>();
    each()
        .forEach(
            (key, alarm) -> {
              String says = String.valueOf(alarm.get("AlarmDescription"));
              if (!says.matches("(NOW|NEXT WORKING DAY)\\b.* First: .*") || says.length() > 1024) {
                findings.add(key + " does not say how urgent it is and what to do first");
              }
              List<Object> topic =
                  List.of(Map.of("!If", List.of("MakesTopic", "${Topic}", "${TopicArn}")));
              if (!topic.equals(alarm.get("AlarmActions"))
                  || !topic.equals(alarm.get("OKActions"))) {
                findings.add(key + " tells nobody that it began or ended");
              }
              boolean silence = "LessThanThreshold".equals(alarm.get("ComparisonOperator"));
              if (!(silence ? "breaching" : "notBreaching").equals(alarm.get("TreatMissingData"))) {
                findings.add(key + " takes a gap for the wrong thing");
              }
            });
    return findings;
  }

  /// The section of the runbook that each alarm points to, by the alarm's name.
  Map<String, String> sections() {
    return sections(alarms);
  }

  static Map<String, String> sections(Template template) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Map<String, Object> alarm : template.ofType("AWS::CloudWatch::Alarm").values()) {
      Matcher section = SECTION.matcher(String.valueOf(alarm.get("AlarmDescription")));
      found.put(name(alarm), section.find() ? section.group(1) : "none");
    }
    return found;
  }

  static List<Row> rows(String metrics) {
    List<Row> rows = new ArrayList<>();
    for (Matcher row : metrics.lines().map(ROW::matcher).filter(Matcher::matches).toList()) {
      List<String> cells = List.of(row.group(2).split("\\|", -1));
      rows.add(
          new Row(
              row.group(1), cells.get(0).strip(), cells.get(1).strip(), cells.getLast().strip()));
    }
    return rows;
  }

  /// What `docs/metrics.md` says and is not so, or leaves out.
  List<String> untold(List<Row> rows) {
    List<String> findings = new ArrayList<>();
    Set<String> told = rows.stream().map(Row::metric).collect(Collectors.toSet());
    emitted.units().keySet().stream()
        .filter(metric -> !told.contains(metric))
        .forEach(metric -> findings.add(metric + " has no row"));
    for (Row row : rows) {
      if (!row.unit().equals(emitted.units().get(row.metric()))) {
        findings.add(row.metric() + " is not written in " + row.unit());
      }
      Set<String> writers = emitted.functions().getOrDefault(row.metric(), Set.of());
      if (!writers.equals(named(row.function()))) {
        findings.add(row.metric() + " is written by " + writers);
      }
      Matcher name = NAME.matcher(row.alarm());
      boolean named = false;
      while (name.find()) {
        named = true;
        if (!alarmOn(name.group(1), row.metric())) {
          findings.add(row.metric() + " names " + name.group(1) + ", which does not look at it");
        }
      }
      if (!row.alarm().isEmpty() && !named) {
        findings.add(row.metric() + " is worth an alarm and names none");
      }
    }
    return findings;
  }

  /// The functions that a cell of the docs means.
  private Set<String> named(String cell) {
    return switch (cell) {
      case "each" -> functions();
      case "each behind the API" ->
          broker.ofType("AWS::Serverless::Function").values().stream()
              .filter(function -> function.containsKey("AutoPublishAlias"))
              .map(function -> String.valueOf(function.get("FunctionName")))
              .map(name -> name.replace("${AWS::StackName}-", ""))
              .collect(Collectors.toSet());
      default -> Set.of(cell);
    };
  }

  /// Functions that the dashboard leaves out, of those that a metric is of.
  List<String> unseen() {
    List<String> findings = new ArrayList<>();
    emitted
        .functions()
        .forEach((metric, writers) -> unseen(metric, writers).forEach(findings::add));
    for (String metric : List.of("Errors", "Throttles", "Duration")) {
      unseen(metric, functions()).forEach(findings::add);
    }
    return findings;
  }

  private Stream<String> unseen(String metric, Set<String> functions) {
    List<Look> looks = widgets();
    return functions.stream()
        .filter(function -> !watched(looks, metric, PREFIX + function))
        .map(function -> metric + " of " + function);
  }

  private boolean alarmOn(String name, String metric) {
    return each().values().stream()
        .filter(alarm -> name(alarm).equals(name))
        .flatMap(alarm -> looks(alarm).stream())
        .anyMatch(look -> look.metric().equals(metric));
  }
}
