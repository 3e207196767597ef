package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.event.ruler.Ruler;

/// Every event pattern of the templates, and every filter of a stream, run through AWS's own engine
/// (event-ruler) against recorded events: each takes exactly those that it is for.
///
/// [AWS: EventBridge UG "Creating Amazon EventBridge event patterns"; Lambda DG "Control which
/// events Lambda sends to your function"]
class PatternsTest {
  private static final Path ROOT = RepoRoot.path();
  private static final Path RECORDED = ROOT.resolve("functions/activity/src/test/resources");
  private static final String ACCESS_ROLE = "arn:aws:iam::222222222222:role/TidegateAccess";

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What each rule is for, told from what is recorded by other means than its pattern.
  private static final Map<String, Predicate<JsonNode>> RULES =
      Map.of(
          "template.yaml ActivityRule", PatternsTest::ofATrail,
          "template.yaml SessionsMadeRule", event -> makes(event, Set.of("AssumeRole")),
          "template.yaml GrantEndedRule", event -> id(event).equals("tidegate/grant.ended"),
          "infrastructure/target-account/template.yaml DoneRule", PatternsTest::bySession,
          "infrastructure/target-account/template.yaml MadeRule", PatternsTest::makesAnyhow,
          "infrastructure/activity-region/template.yaml DoneRule", PatternsTest::bySession,
          "infrastructure/activity-region/template.yaml MadeRule", PatternsTest::makesAnyhow);

  private static String id(JsonNode event) {
    return event.path("source").asText() + "/" + event.path("detail-type").asText();
  }

  private static boolean ofATrail(JsonNode event) {
    return event.path("source").asText().startsWith("aws.")
        && event.at("/detail/eventVersion").isTextual();
  }

  private static boolean bySession(JsonNode event) {
    return event
        .at("/detail/userIdentity/sessionContext/sessionIssuer/arn")
        .asText()
        .equals(ACCESS_ROLE);
  }

  private static boolean makesAnyhow(JsonNode event) {
    return makes(event, Set.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"));
  }

  private static boolean makes(JsonNode event, Set<String> by) {
    return event.path("source").asText().equals("aws.sts")
        && by.contains(event.at("/detail/eventName").asText())
        && event.at("/detail/requestParameters/roleArn").asText().equals(ACCESS_ROLE);
  }

  /// The stream records that each event source mapping takes, of all below.
  private static final Map<String, Set<String>> FILTERS =
      Map.of(
          "StartGrant", Set.of("case-scheduled", "case-scheduled-later"),
          "EndGrant", Set.of("watch-expired", "watch-deleted", "watch-ending"),
          "Publish", Set.of("event"));

  private static final Map<String, String> RECORDS =
      Map.of(
          "case-scheduled", record("INSERT", "CASE", "\"grantState\":{\"S\":\"Scheduled\"}"),
          "case-scheduled-later", record("MODIFY", "CASE", "\"grantState\":{\"S\":\"Scheduled\"}"),
          "case-pending", record("INSERT", "CASE", "\"requestState\":{\"S\":\"Pending\"}"),
          "case-active", record("MODIFY", "CASE", "\"grantState\":{\"S\":\"Active\"}"),
          "event", record("INSERT", "EVENT#00000001", "\"type\":{\"S\":\"grant.ended\"}"),
          "watch-made", record("INSERT", "WATCH", "\"expiresAt\":{\"N\":\"1\"}"),
          "watch-ending", record("MODIFY", "WATCH", "\"ending\":{\"BOOL\":true}"),
          "watch-not-ending", record("MODIFY", "WATCH", "\"ending\":{\"BOOL\":false}"),
          "watch-expired",
              record("REMOVE", "WATCH", "")
                  .replaceFirst(
                      "\\{",
                      "{\"userIdentity\":{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"},"),
          "watch-deleted", record("REMOVE", "WATCH", ""));

  private static String record(String event, String sort, String image) {
    return "{\"eventID\":\"1\",\"eventName\":\""
        + event
        + "\",\"eventSource\":\"aws:dynamodb\",\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":\"r-1\"},\"sk\":{\"S\":\""
        + sort
        + "\"}},\"NewImage\":{"
        + image
        + "},\"SequenceNumber\":\"1\",\"StreamViewType\":\"NEW_IMAGE\"}}";
  }

  @TestFactory
  Stream<DynamicTest> everyRuleTakesTheEventsThatItIsForAndNoOthers() throws IOException {
    Map<String, String> patterns = rules();
    assertThat(patterns.keySet()).isEqualTo(RULES.keySet());
    Map<String, String> events = events();
    return RULES.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () -> {
                      Set<String> wanted = new TreeSet<>();
                      for (Map.Entry<String, String> event : events.entrySet()) {
                        if (rule.getValue().test(JSON.readTree(event.getValue()))) {
                          wanted.add(event.getKey());
                        }
                      }
                      assertThat(wanted).isNotEmpty().isNotEqualTo(events.keySet());
                      assertThat(taken(patterns.getOrDefault(rule.getKey(), ""), events))
                          .isEqualTo(wanted);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyFilterOfAStreamTakesTheRecordsThatItIsForAndNoOthers() {
    Map<String, List<String>> filters = filters();
    assertThat(filters.keySet()).isEqualTo(FILTERS.keySet());
    return FILTERS.entrySet().stream()
        .map(
            mapping ->
                DynamicTest.dynamicTest(
                    mapping.getKey(),
                    () -> {
                      Set<String> taken = new TreeSet<>();
                      for (String filter : filters.getOrDefault(mapping.getKey(), List.of())) {
                        taken.addAll(taken(filter, ofTheSameTable(mapping.getKey())));
                      }
                      assertThat(taken).isEqualTo(new TreeSet<>(mapping.getValue()));
                    }));
  }

  /// The table of watch items has a stream of its own.
  private static Map<String, String> ofTheSameTable(String mapping) {
    Map<String, String> records = new TreeMap<>(RECORDS);
    records.keySet().removeIf(name -> name.startsWith("watch-") != mapping.equals("EndGrant"));
    return records;
  }

  @Test
  void theRuleThatTheManualShowsIsAPattern() throws Exception {
    Matcher shown =
        Pattern.compile("```json\n(\\{\"source\".*?})\n```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("docs/events.md")));
    assertThat(shown.find()).isTrue();
    assertThat(Ruler.matchesRule(told("grant.revoked"), shown.group(1))).isTrue();
    assertThat(Ruler.matchesRule(told("activity.after-end"), shown.group(1))).isTrue();
    assertThat(Ruler.matchesRule(told("request.submitted"), shown.group(1))).isFalse();
  }

  private static Set<String> taken(String pattern, Map<String, String> events) throws Exception {
    Set<String> taken = new TreeSet<>();
    for (Map.Entry<String, String> event : events.entrySet()) {
      if (Ruler.matchesRule(event.getValue(), pattern)) {
        taken.add(event.getKey());
      }
    }
    return taken;
  }

  private static Map<String, String> events() throws IOException {
    Map<String, String> events = new TreeMap<>();
    try (Stream<Path> files = Files.list(RECORDED)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        events.put(file.getFileName().toString().replace(".json", ""), Files.readString(file));
      }
    }
    events.put("grant.ended", told("grant.ended"));
    events.put("grant.active", told("grant.active"));
    // What somebody else tells about the same: another source, and a role of another name.
    events.put("grant.ended-elsewhere", told("grant.ended").replace("tidegate", "somebody"));
    events.put(
        "made-up",
        Files.readString(RECORDED.resolve("assume-role-target.json"))
            .replace("\"aws.sts\"", "\"sts\""));
    events.put(
        "assume-role-other",
        Files.readString(RECORDED.resolve("assume-role-target.json"))
            .replace("role/TidegateAccess", "role/Admin"));
    return events;
  }

  private static String told(String type) {
    return "{\"version\":\"0\",\"source\":\"tidegate\",\"detail-type\":\""
        + type
        + "\",\"account\":\"111111111111\",\"region\":\"eu-central-1\",\"resources\":[],"
        + "\"detail\":{\"requestId\":\"r-1\",\"details\":{}}}";
  }

  private static Map<String, String> rules() {
    Map<String, String> found = new LinkedHashMap<>();
    for (String file :
        List.of(
            "template.yaml",
            "infrastructure/target-account/template.yaml",
            "infrastructure/activity-region/template.yaml")) {
      Template.read(ROOT.resolve(file))
          .ofType("AWS::Events::Rule")
          .forEach(
              (name, properties) -> {
                if (properties.containsKey("EventPattern")) {
                  found.put(file + " " + name, filled(Probe.json(properties.get("EventPattern"))));
                }
              });
    }
    return found;
  }

  private static String filled(String pattern) {
    return pattern
        .replace("${AccessRole.Arn}", ACCESS_ROLE)
        .replace("${AWS::Partition}", "aws")
        .replace("${AWS::AccountId}", "222222222222")
        .replace("${AccessRoleName}", "TidegateAccess");
  }

  private static Map<String, List<String>> filters() {
    Map<String, List<String>> found = new LinkedHashMap<>();
    Template.read(ROOT.resolve("template.yaml"))
        .ofType("AWS::Lambda::EventSourceMapping")
        .forEach(
            (name, properties) -> {
              if (properties.containsKey("FilterCriteria")) {
                List<String> patterns =
                    Template.list(Template.map(properties.get("FilterCriteria")).get("Filters"))
                        .stream()
                        .map(filter -> String.valueOf(Template.map(filter).get("Pattern")))
                        .toList();
                found.put(name.replaceFirst("(Stream|Mapping|Source).*", ""), patterns);
              }
            });
    return found;
  }
}
