package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.grant.SweepGrants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// `infrastructure/alarms/template.yaml`, held against the code that writes metrics,
/// `template.yaml` and the docs. Beside each rule: a change that breaks it, and that it is found.
class AlarmsTest {
  private static final Path ROOT = RepoRoot.path();
  private static final String BROKER = Emitted.text(ROOT.resolve("template.yaml"));
  private static final String ALARMS =
      Emitted.text(ROOT.resolve("infrastructure/alarms/template.yaml"));
  private static final String METRICS = Emitted.text(ROOT.resolve("docs/metrics.md"));
  private static final String RUNBOOK = Emitted.text(ROOT.resolve("docs/runbook.md"));

  private final Emitted emitted = Emitted.read(ROOT);
  private final AlarmRules rules = rules(BROKER, ALARMS);

  private AlarmRules rules(String broker, String alarms) {
    return new AlarmRules(Template.parse(broker), Template.parse(alarms), emitted);
  }

  private AlarmRules with(String old, String fresh) {
    return rules(BROKER, changed(ALARMS, old, fresh));
  }

  private static String changed(String text, String old, String fresh) {
    assertThat(text).contains(old);
    return text.replace(old, fresh);
  }

  /// The alarms without one of them.
  private AlarmRules without(String resource) {
    int from = ALARMS.indexOf("  " + resource + ":\n    Type: AWS::CloudWatch::Alarm\n");
    assertThat(from).isPositive();
    int to = ALARMS.indexOf("\n\n", from);
    return rules(BROKER, ALARMS.substring(0, from) + ALARMS.substring(to + 2));
  }

  @Test
  void everyMetricIsOneThatSomebodyWrites() {
    assertThat(emitted.functions().keySet()).isEqualTo(emitted.units().keySet());
    assertThat(rules.unknown()).isEmpty();
    assertThat(with("MetricName: StillAllowed", "MetricName: StillOpen").unknown())
        .containsExactly("still-allowed: Tidegate StillOpen of ${BrokerStackName}-end-grant");
    assertThat(
            with(
                    "Name: Function, Value: !Sub \"${BrokerStackName}-sessions\" }",
                    "Name: Function, Value: sessions }")
                .unknown())
        .hasSize(2);
    assertThat(with("\"Swept\", \"Function\"", "\"Swept\", \"Functions\"").unknown()).hasSize(2);
    assertThat(rules(changed(BROKER, "-AuditDeadLetters\" }", "-AuditDead\" }"), ALARMS).unknown())
        .hasSize(2);
  }

  @Test
  void everyFunctionQueueAndStreamHasItsAlarm() {
    assertThat(rules.unwatched()).isEmpty();
    assertThat(without("AuditDeadLetters").unwatched())
        .containsExactly("AuditDeadLetters has no alarm");
    assertThat(without("PublishBehind").unwatched())
        .containsExactly("PublishStream has no alarm on its age");
    assertThat(without("ReviewsFailing").unwatched()).hasSize(3);
    String another =
        changed(
            BROKER,
            "\nResources:\n",
            """

            Resources:
              AnotherFunction:
                Type: AWS::Serverless::Function
                Properties: { FunctionName: !Sub "${AWS::StackName}-another" }
              AnotherDeadLetters: { Type: AWS::SQS::Queue }
            """);
    assertThat(rules(another, ALARMS).unwatched())
        .contains("another has no alarm on Errors", "AnotherDeadLetters has no alarm");
  }

  @Test
  void everyAlarmSaysWhatToDoIsHeardAndTakesAGapForWhatItIs() {
    assertThat(rules.careless()).isEmpty();
    assertThat(with(" First: ", " Then: ").careless()).hasSize(rules.each().size());
    assertThat(with("      OKActions:", "      OkActions:").careless())
        .hasSize(rules.each().size());
    assertThat(with("TreatMissingData: breaching", "TreatMissingData: notBreaching").careless())
        .hasSize(3);
  }

  @Test
  void everyMetricIsARowOfTheDocsAndEveryRowIsSo() {
    List<AlarmRules.Row> rows = AlarmRules.rows(METRICS);
    assertThat(rows).hasSize(emitted.units().size());
    assertThat(rules.untold(rows)).isEmpty();
    assertThat(rules.untold(rows.subList(1, rows.size())))
        .containsExactly(rows.getFirst().metric() + " has no row");
    assertThat(without("ChainBroken").untold(rows))
        .containsExactly("ChainBreaks names chain-broken, which does not look at it");
    for (String[] change :
        List.of(
            new String[] {"| `RevokeSeconds` | Seconds |", "| `RevokeSeconds` | Count |"},
            new String[] {"| `PutAside` |", "| `PutAway` |"},
            new String[] {"| `Swept` | Count | sweep-grants |", "| `Swept` | Count | sweep |"})) {
      assertThat(rules.untold(AlarmRules.rows(changed(METRICS, change[0], change[1]))))
          .as(change[1])
          .isNotEmpty();
    }
  }

  @Test
  void everyAlarmPointsToASectionOfTheRunbookAndEverySectionHasAnAlarm() {
    Set<String> headings = new TreeSet<>();
    RUNBOOK
        .lines()
        .filter(line -> line.startsWith("## "))
        .forEach(line -> headings.add(line.substring(3)));
    Set<String> sections = new TreeSet<>(rules.sections().values());
    for (String other : List.of("target-account", "activity-region")) {
      Template template = Template.read(ROOT.resolve("infrastructure/" + other + "/template.yaml"));
      AlarmRules.sections(template)
          .forEach(
              (name, section) -> {
                assertThat(RUNBOOK).contains("`" + name + "`");
                sections.add(section);
              });
    }
    assertThat(sections).isEqualTo(headings);
    assertThat(with("#chain-broken", "#chain").sections()).containsEntry("chain-broken", "chain");
    rules.names().forEach(name -> assertThat(RUNBOOK).contains(name));
  }

  @Test
  void theDashboardIsJsonAndShowsEveryAlarmAndEveryMetric() {
    Set<String> alarms = new TreeSet<>();
    for (JsonNode widget : rules.dashboard().get("widgets")) {
      assertThat(widget.at("/x").asInt() + widget.at("/width").asInt()).isLessThanOrEqualTo(24);
      for (JsonNode row : widget.at("/properties/metrics")) {
        assertThat(row.size()).as("%s", row).isBetween(4, 5);
        assertThat(row.path(4).isMissingNode() || row.path(4).isObject()).as("%s", row).isTrue();
      }
      for (JsonNode alarm : widget.at("/properties/alarms")) {
        alarms.add(alarm.asText().replaceAll(".*:alarm:\\$\\{BrokerStackName}-", ""));
      }
    }
    assertThat(alarms).isEqualTo(rules.names());
    assertThat(rules.unseen()).isEmpty();
    assertThat(
            with(
                    "[\"Tidegate\", \"Refused\", \"Function\", \"${BrokerStackName}-reviews\"",
                    "[\"Tidegate\"")
                .unseen())
        .containsExactly("Refused of reviews");
    assertThat(without("StuckEnding").names()).isNotEqualTo(alarms);
  }

  /// IAM may take its time, and what is not refused by then is tried again by the sweep.
  @Test
  void whatIsPromisedOfARevokeIsWhatIamMayTakeAndOneMoreTry() {
    assertThat(IamChanges.ARRIVED).isEqualTo(Duration.ofMinutes(5));
    assertThat(SweepGrants.AGAIN).isEqualTo(Duration.ofMinutes(5));
    Duration limit = IamChanges.ARRIVED.plus(SweepGrants.AGAIN);
    assertThat(
            Template.map(
                Template.map(rules.alarms().root().get("Parameters")).get("RevokeSecondsLimit")))
        .containsEntry("Default", Long.toString(limit.toSeconds()));
    assertThat(limit).isEqualTo(Duration.ofSeconds(600));
  }

  /// Under another name end-grant would neither find it nor remove it; that its words are the same
  /// is shown beside them, in CutDocumentsTest.
  @Test
  void theDenyThatTheRunbookPutsByHandIsTheOneThatEndGrantPuts() {
    GrantId grant = new GrantId("g-0000000000000001");
    assertThat(RUNBOOK.replace("GRANT", grant.text()))
        .contains("put-role-policy --role-name TidegateAccess")
        .contains("--policy-name " + new InlinePolicyName.Revocation(grant).text() + " ")
        .contains("--policy-name " + new InlinePolicyName.Temporary(grant).text() + "`");
    assertThat(RUNBOOK.replace("\"", "'"))
        .contains("--policy-name TidegateDeny-GRANT", "--policy-name Tidegate-GRANT")
        .contains("{'StringLike':{'aws:userid':'*:GRANT'}}")
        .contains("{'StringEquals':{'aws:PrincipalTag/TidegateGrant':'GRANT'}}");
  }

  @Test
  void everyParameterIsDescribed() {
    Template.map(rules.alarms().root().get("Parameters"))
        .forEach(
            (name, parameter) ->
                assertThat((Map<String, Object>) Template.map(parameter))
                    .as(name)
                    .containsKey("Description"));
  }
}
