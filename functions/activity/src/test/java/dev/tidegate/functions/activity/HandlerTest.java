package dev.tidegate.functions.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.http.TestContext;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Deeds;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.ActivitySummary;
import dev.tidegate.core.activity.InMemoryActivityStore;
import dev.tidegate.core.activity.RoleSession;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.EventType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerTest {
  private static final RequestId ID = Samples.id(1);
  private static final GrantId GRANT = GrantId.of(ID);
  private static final Instant AT = Instant.parse("2026-03-01T10:05:00Z");

  private final InMemoryCaseStore cases = new InMemoryCaseStore();
  private final InMemoryActivityStore store = new InMemoryActivityStore();
  private final List<AuditLog.Entry> ledger = new ArrayList<>();
  private final Captured out = new Captured();

  @Test
  void aSessionSCallsComeWithWhatWasCalledOnWhatAndHowItWasAnswered() throws IOException {
    CaseScenario.active(ID).issued().in(cases);

    String answer =
        call(
            Events.of("call", GRANT, "e-1"),
            Events.of("refused", GRANT, "e-2"),
            Events.of("refused-by-boundary", GRANT, "e-3"),
            Events.of("failed", GRANT, "e-4"),
            Events.of("by-service", GRANT, "e-5"));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(store.timeline(GRANT).records())
        .extracting(ActivityRecord::action, ActivityRecord::outcome, ActivityRecord::resources)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "dynamodb:DescribeTable",
                ActivityRecord.Outcome.DONE,
                List.of("arn:aws:dynamodb:eu-central-1:222222222222:table/orders")),
            org.assertj.core.groups.Tuple.tuple(
                "ec2:TerminateInstances", ActivityRecord.Outcome.REFUSED, List.of()),
            org.assertj.core.groups.Tuple.tuple(
                "iam:CreateUser", ActivityRecord.Outcome.OUTSIDE, List.of()),
            org.assertj.core.groups.Tuple.tuple(
                "lambda:GetFunction",
                ActivityRecord.Outcome.FAILED,
                List.of("functionName:orders-worker")),
            org.assertj.core.groups.Tuple.tuple(
                "kms:Decrypt", ActivityRecord.Outcome.DONE, List.of("keyId:alias/orders")));
    ActivityRecord first = store.timeline(GRANT).records().getFirst();
    assertThat(first.session()).isEqualTo(Deeds.session(GRANT));
    assertThat(first.at()).isEqualTo(AT);
    assertThat(first.region()).isEqualTo("eu-central-1");
    assertThat(first.origin()).isEqualTo("203.0.113.9");
    assertThat(first.sourceIdentity()).contains(Deeds.ALICE);
    assertThat(types()).containsOnlyOnce(EventType.ACTIVITY_OUTSIDE_BOUNDARY);
    assertThat(out.text())
        .contains("\"ActivityRecorded\":5.0")
        .contains("\"Findings\":1.0")
        .doesNotContain("ASIA4EXAMPLE");
    assertThat(ledger).isEmpty();
  }

  @Test
  void aSessionSMakingIsOneRecordThoughBothAccountsLogIt() throws IOException {
    CaseScenario.active(ID).issued().in(cases);

    call(Events.of("assume-role-target", GRANT, "shared-1"));
    call(Events.of("assume-role-broker", GRANT, "shared-1"));

    ActivitySummary summary = store.load(GRANT).summary();
    assertThat(summary.issued()).isOne();
    assertThat(summary.used()).isZero();
    assertThat(store.timeline(GRANT).records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.caller()).contains(Deeds.BROKER);
              assertThat(record.grantTag()).contains(GRANT.text());
              assertThat(record.sourceIdentity()).contains(Deeds.ALICE);
            });
    assertThat(ledger).isEmpty();
  }

  @Test
  void aConsoleSignInIsUseAndTheExchangeBeforeItIsNot() throws IOException {
    CaseScenario.active(ID).issued().in(cases);

    call(Events.of("get-signin-token", GRANT, "e-1"));
    assertThat(store.load(GRANT).summary().used()).isZero();
    call(Events.of("console-login", GRANT, "e-2"));

    assertThat(store.load(GRANT).summary().used()).isOne();
    assertThat(store.timeline(GRANT).records())
        .extracting(ActivityRecord::kind)
        .containsExactly(ActivityRecord.Kind.ISSUE, ActivityRecord.Kind.SIGN_IN);
  }

  @Test
  void aSwitchIntoAnAccessRoleIsASessionThatTidegateDidNotIssue() throws IOException {
    call(Events.of("switch-role", GRANT, "e-1"));

    assertThat(ledger)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.type()).isEqualTo(EventType.ACTIVITY_UNISSUED_SESSION);
              assertThat(entry.details()).containsEntry("session", "mallory");
            });
    assertThat(out.text()).contains("\"Findings\":1.0");
  }

  @Test
  void whatIsDoneByServicesAndInTheConsoleIsCountedForWhatItIs() throws IOException {
    CaseScenario.active(ID).issued().in(cases);

    call(
        Events.of("call", GRANT, "e-1"),
        Events.of("by-service", GRANT, "e-2"),
        Events.of("by-aws-internal", GRANT, "e-3"),
        Events.of("console-action", GRANT, "e-4"),
        Events.of("console-login", GRANT, "e-5"),
        Events.of("console-login-other-spelling", GRANT, "e-6"));

    ActivitySummary summary = store.load(GRANT).summary();
    assertThat(summary.kinds())
        .isEqualTo(
            Map.of(
                ActivityRecord.Kind.CALL, 1,
                ActivityRecord.Kind.BY_SERVICE, 2,
                ActivityRecord.Kind.CONSOLE_ACTION, 1,
                ActivityRecord.Kind.SIGN_IN, 2));
    assertThat(summary.used()).isEqualTo(6);
    assertThat(store.timeline(GRANT).records())
        .extracting(ActivityRecord::origin)
        .contains("cloudformation.amazonaws.com", "AWS Internal");
    assertThat(ledger).isEmpty();
    assertThat(out.text()).doesNotContain("ActivityUnplaced");
  }

  @Test
  void aSessionThatAnybodyButTheBrokerMakesIsAFindingEvenUnderAGrantSName() throws IOException {
    CaseScenario.active(ID).issued().in(cases);

    call(
        Events.of("assume-role-service", GRANT, "e-1"),
        Events.of("assume-role-saml", GRANT, "e-2"),
        Events.of("assume-role-web-identity", GRANT, "e-3"),
        Events.of("assume-role-target", GRANT, "e-4").replace("111111111111", "444444444444"),
        Events.of("assume-role-target", GRANT, "e-5").replace(":tidegate-sessions", ":mallory"),
        Events.of("assume-role-broker", GRANT, "e-6").replace("role/tidegate-sessions", "role/x"));

    assertThat(ledger)
        .extracting(entry -> entry.details().get("why"))
        .satisfiesExactly(
            why -> assertThat(why).isEqualTo("made by service ec2.amazonaws.com"),
            why ->
                assertThat(why)
                    .isEqualTo(
                        "made by SAML: mallory of arn:aws:iam::222222222222:saml-provider/corp"),
            why -> assertThat(why).startsWith("made by web identity: mallory of "),
            why -> assertThat(why).startsWith("made by account 444444444444"),
            why -> assertThat(why).startsWith("made by account 111111111111").endsWith(":mallory"),
            why -> assertThat(why).startsWith("made by account 111111111111"));
    assertThat(store.load(GRANT).summary().issued()).isZero();
    call(Events.of("assume-role-target", GRANT, "e-7"));
    assertThat(ledger).hasSize(6);
    assertThat(store.load(GRANT).summary().issued()).isOne();
  }

  @Test
  void anAttemptToMakeASessionThatFailedGivesNone() throws IOException {
    call(
        Events.of("assume-role-web-identity", GRANT, "e-1")
            .replace("\"eventName\"", "\"errorCode\": \"AccessDenied\", \"eventName\""));

    assertThat(ledger).isEmpty();
    assertThat(out.text()).doesNotContain("ActivityUnplaced");
  }

  @Test
  void textsThatAreNoTextAreMendedBeforeTheyAreRecorded() throws IOException {
    CaseScenario.active(ID).issued().in(cases);
    String agent = "\\ud83d x".repeat(3) + "a".repeat(505) + "\uD83D\uDE80";

    call(
        Events.of("call", GRANT, "e-1")
            .replace("aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux", agent));

    String kept = store.timeline(GRANT).records().getFirst().userAgent();
    assertThat(dev.tidegate.core.digest.Utf8.isWellFormed(kept)).isTrue();
    assertThat(kept).startsWith("\ufffd x").hasSizeLessThanOrEqualTo(512);
  }

  @Test
  void whatOtherToolsDoIsNoneOfOursAndLeavesAMetric() throws IOException {
    assertThat(call(Events.of("other-tool", GRANT, "e-1"))).isEqualTo("{\"batchItemFailures\":[]}");

    assertThat(ledger).isEmpty();
    assertThat(
            store.sighting(
                new RoleSession(
                    "222222222222", "AWSReservedSSO_Admin_0123456789abcdef", "alice@example.com"),
                AT))
        .isEqualTo(InMemoryActivityStore.Sighting.FIRST);
    assertThat(out.text()).contains("\"ActivityUnplaced\":1.0").contains("was not placed");
  }

  @Test
  void aPoisonMessageFailsAlone() throws IOException {
    CaseScenario.active(ID).issued().in(cases);
    String timeless = Events.of("call", GRANT, "e-2").replace("\"eventTime\"", "\"then\"");

    String answer =
        call(Events.of("call", GRANT, "e-1"), "no JSON", timeless, Events.of("call", GRANT, "e-3"));

    assertThat(answer)
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"},{\"itemIdentifier\":\"m-2\"}]}");
    assertThat(store.load(GRANT).summary().records()).isEqualTo(2);
    assertThat(out.text()).contains("\"Faults\":2.0");
  }

  @Test
  void aGrantThatEndedIsLookedAtTwoHoursLater() throws IOException {
    CaseScenario ended = CaseScenario.active(ID).timeUp().ended(new Revocation.Nothing());
    ended.in(cases);

    call(
        "{\"source\":\"tidegate\",\"detail-type\":\"grant.ended\",\"detail\":{\"grantId\":\""
            + GRANT.text()
            + "\",\"at\":\"2026-03-01T10:05:00Z\"}}");
    scheduled(AT.plus(Duration.ofMinutes(119)));
    assertThat(types()).doesNotContain(EventType.ACTIVITY_UNUSED);
    scheduled(AT.plus(Duration.ofMinutes(120)));

    assertThat(types()).containsOnlyOnce(EventType.ACTIVITY_UNUSED);
    assertThat(out.text()).contains("\"Findings\":1.0");
  }

  @Test
  void aFloodOfOneBatchIsWrittenInAFewWrites() throws IOException {
    CaseScenario.active(ID).issued().in(cases);
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      bodies.add(Events.of("call", GRANT, "e-" + i));
    }

    call(bodies.toArray(String[]::new));
    call(bodies.toArray(String[]::new));

    assertThat(store.load(GRANT).summary().records()).isEqualTo(100);
    assertThat(store.appends).isEqualTo(3);
  }

  private List<EventType> types() {
    return cases.history(ID).orElseThrow().events().stream().map(AuditEvent::type).toList();
  }

  private String call(String... bodies) throws IOException {
    return run(Events.batch(List.of(bodies)), AT.plusSeconds(300));
  }

  private void scheduled(Instant now) throws IOException {
    run("{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}", now);
  }

  private String run(String event, Instant now) throws IOException {
    Handler handler =
        new Handler(
            cases,
            store,
            (entries, actor, at) -> ledger.addAll(entries),
            new SessionIssuerIdentity(Deeds.BROKER, "tidegate-sessions"),
            InstantSource.fixed(now),
            Log.to(out.stream(), "activity"),
            Metrics.to(out.stream(), "activity"));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext(300_000));
    return answer.toString(StandardCharsets.UTF_8);
  }
}
