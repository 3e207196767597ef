package dev.tidegate.functions.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Fronts;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.FakeCompacts;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.policies.InMemoryPolicyVersions;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.InMemoryAuditLog;
import dev.tidegate.wire.api.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final Group ADMINS = new Group("admins");
  private static final Principal ADA = Samples.person("ada", ADMINS);
  private static final String ONE = "version: 1 # Zoë\n";
  private static final String TWO = "version: 1 # two\n";

  private final InMemoryPolicyVersions versions = new InMemoryPolicyVersions();
  private final InMemoryAuditLog ledger = new InMemoryAuditLog("policies");
  private final Captured out = new Captured();
  private Instant now = Samples.T0;
  private final Handler handler =
      new Handler(
          versions,
          ledger,
          PolicyTest::parse,
          new FakeCompacts(1),
          ADMINS,
          Samples.SECURITY,
          Fronts.at(() -> now, out));

  private static PolicyParser.Result parse(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.startsWith("version: 1")
        ? new PolicyParser.Result.Valid(SamplePolicy.usual().load())
        : new PolicyParser.Result.Invalid(
            List.of(
                new PolicyParser.Finding(1, 1, "version", "version: 1 expected"),
                new PolicyParser.Finding(3, 7, "unknown-group", "no such group")));
  }

  @Test
  void aFileIsPushedAndShownByteForByte() {
    Answered pushed = push(ADA, ONE).expect(200);

    assertThat(pushed.body())
        .isEqualTo(
            Map.of(
                "hash",
                hash(ONE),
                "number",
                1L,
                "at",
                "2026-03-01T10:00:00Z",
                "actor",
                Map.of("id", ADA.id().canonical(), "label", "ada")));
    assertThat(pushed.header("ETag")).isEqualTo('"' + hash(ONE) + '"');
    Answered shown = show(ADA).expect(200);
    assertThat(shown.raw()).isEqualTo(ONE);
    assertThat(shown.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(shown.header("ETag")).isEqualTo('"' + hash(ONE) + '"');
  }

  @Test
  void aRefusedPushIsRecordedAndAGoodOneIsNotThere() {
    push(ADA, ONE).expect(200);
    assertThat(ledger.events()).isEmpty();

    push(Samples.ALICE, TWO).problem(ProblemCode.NOT_YOURS);
    push(ADA, "nonsense").problem(ProblemCode.POLICY_INVALID);

    assertThat(ledger.events())
        .extracting(AuditEvent::type, AuditEvent::actorLabel, AuditEvent::details)
        .containsExactly(
            tuple(
                EventType.POLICY_PUSH_REFUSED,
                "alice",
                Map.of("why", "pushing the policy is for admins")),
            tuple(
                EventType.POLICY_PUSH_REFUSED,
                "ada",
                Map.of("why", "not a valid policy: 2 findings")));
  }

  @Test
  void pushingTheSameAgainChangesNothing() {
    String first = push(ADA, ONE).expect(200).raw();
    now = now.plusSeconds(60);

    assertThat(push(ADA, ONE).expect(200).raw()).isEqualTo(first);
  }

  @Test
  void aFileInBase64IsTheSameFile() {
    Sent.to("PUT /v1/policy").as(ADA).text(ONE).inBase64().by(handler).expect(200);
    assertThat(show(ADA).raw()).isEqualTo(ONE);
  }

  @Test
  void aBrokenFileIsRefusedWithEveryFindingAndTheGoodOneStays() {
    push(ADA, ONE).expect(200);

    Answered broken = push(ADA, "nonsense");

    broken
        .problem(ProblemCode.POLICY_INVALID)
        .error("1:1", "version: 1 expected", "correct the file here (version)");
    assertThat(broken.errors()).hasSize(2);
    assertThat(broken.text("errors.1.field")).isEqualTo("3:7");
    assertThat(broken.text("detail")).isEqualTo("2 findings; what was current stays current.");
    assertThat(show(ADA).raw()).isEqualTo(ONE);
  }

  @Test
  void aPushOverWhatTheCallerHasNotSeenIsRefused() {
    push(ADA, ONE).expect(200);
    Sent sent = Sent.to("PUT /v1/policy").as(ADA).text(TWO);

    sent.header("if-match", '"' + "0".repeat(64) + '"')
        .by(handler)
        .problem(ProblemCode.POLICY_CHANGED)
        .error(
            "If-Match", hash(ONE), "get the current file, make your change to it, and push again");
    assertThat(show(ADA).raw()).isEqualTo(ONE);
    sent.header("if-match", '"' + hash(ONE) + '"').by(handler).expect(200);
    assertThat(show(ADA).raw()).isEqualTo(TWO);
  }

  @Test
  void aRollBackOverWhatTheCallerHasNotSeenIsRefused() {
    push(ADA, ONE).expect(200);
    push(ADA, TWO).expect(200);
    Sent back = Sent.to("POST /v1/policy/rollback").as(ADA).json(Map.of("hash", hash(ONE)));

    back.header("if-match", '"' + hash(ONE) + 'x' + '"')
        .by(handler)
        .problem(ProblemCode.INVALID_FIELD)
        .error(
            "If-Match",
            "the hash of the policy that you began from, in quotes",
            "take the ETag of GET /v1/policy");
    back.header("if-match", '"' + "0".repeat(64) + '"')
        .by(handler)
        .problem(ProblemCode.POLICY_CHANGED)
        .error(
            "If-Match", hash(TWO), "get the current file, make your change to it, and push again");
    assertThat(show(ADA).raw()).isEqualTo(TWO);
    back.header("if-match", '"' + hash(TWO) + '"').by(handler).expect(200);
    assertThat(show(ADA).raw()).isEqualTo(ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "W/\"1\"", "abc"})
  void anIfMatchThatIsNoHashIsNamed(String match) {
    Sent.to("PUT /v1/policy")
        .as(ADA)
        .text(ONE)
        .header("if-match", match)
        .by(handler)
        .problem(ProblemCode.INVALID_FIELD)
        .error(
            "If-Match",
            "the hash of the policy that you began from, in quotes",
            "take the ETag of GET /v1/policy");
    assertThat(versions.current()).isEmpty();
  }

  @Test
  void onlyTheAdminGroupPushes() {
    for (Principal other : List.of(Samples.ALICE, Samples.SAM)) {
      push(other, ONE)
          .problem(ProblemCode.NOT_YOURS)
          .error(
              "Authorization",
              "a member of the group that may",
              "ask somebody of the group, or have yourself added to it");
      rollBack(other, hash(ONE)).problem(ProblemCode.NOT_YOURS);
    }
    assertThat(versions.current()).isEmpty();
    push(ADA, ONE).expect(200);
  }

  @Test
  void adminsAndSecurityReadTheFileAndNobodyElse() {
    push(ADA, ONE).expect(200);

    show(Samples.ALICE).problem(ProblemCode.NOT_YOURS);
    Sent.to("GET /v1/policy/versions").as(Samples.ALICE).by(handler).problem(ProblemCode.NOT_YOURS);
    show(Samples.SAM).expect(200);
    Sent.to("GET /v1/policy/versions").as(Samples.SAM).by(handler).expect(200);
  }

  @Test
  void anEarlierVersionIsShownAndMadeCurrentAgain() {
    push(ADA, ONE).expect(200);
    push(ADA, TWO).expect(200);

    assertThat(
            Sent.to("GET /v1/policy")
                .as(ADA)
                .query("version", hash(ONE))
                .by(handler)
                .expect(200)
                .raw())
        .isEqualTo(ONE);
    assertThat(rollBack(ADA, hash(ONE)).expect(200).text("number")).isEqualTo("3");
    assertThat(show(ADA).raw()).isEqualTo(ONE);
  }

  @Test
  void aVersionThatIsNotThereIsNotFound() {
    show(ADA)
        .problem(ProblemCode.NOT_FOUND)
        .error("version", "a policy that was pushed", "push one: PUT /v1/policy");
    push(ADA, ONE).expect(200);
    for (String version : List.of(hash(TWO), "garbage")) {
      Sent.to("GET /v1/policy")
          .as(ADA)
          .query("version", version)
          .by(handler)
          .problem(ProblemCode.NOT_FOUND)
          .error("version", "the hash of a version", "see GET /v1/policy/versions");
    }
    rollBack(ADA, hash(TWO))
        .problem(ProblemCode.NOT_FOUND)
        .error("hash", "the hash of an earlier version", "see GET /v1/policy/versions");
    rollBack(ADA, "garbage")
        .problem(ProblemCode.INVALID_FIELD)
        .error("hash", "a policy's hash, 64 hexadecimal digits in lower case", "correct the value");
  }

  @Test
  void versionsAreListedNewestFirstWithReasonAndActor() {
    Sent.to("PUT /v1/policy")
        .as(ADA)
        .text(ONE)
        .header("tidegate-reason", "first")
        .by(handler)
        .expect(200);
    push(ADA, TWO).expect(200);
    Sent sent = Sent.to("GET /v1/policy/versions").as(ADA).query("limit", "1");
    String token = sent.by(handler).expect(200).text("next");
    sent.as(Samples.SAM).query("page", token).by(handler).problem(ProblemCode.INVALID_PAGE);
    sent.query("page", token).by(handler).expect(200);

    Answered first = sent.by(handler).expect(200);
    Answered second = sent.query("page", first.text("next")).by(handler).expect(200);

    assertThat(first.at("items.0"))
        .isEqualTo(
            Map.of(
                "hash",
                hash(TWO),
                "number",
                2L,
                "at",
                "2026-03-01T10:00:00Z",
                "actor",
                Map.of("id", ADA.id().canonical(), "label", "ada"),
                "type",
                "policy.pushed",
                "current",
                true));
    assertThat(second.text("items.0.reason")).isEqualTo("first");
    assertThat(second.text("items.0.current")).isEqualTo("false");
    assertThat(second.body()).doesNotContainKey("next");
  }

  @Test
  void aReasonMayComeInTheQuery() {
    Sent.to("PUT /v1/policy").as(ADA).text(ONE).query("reason", "why").by(handler).expect(200);
    Sent.to("PUT /v1/policy")
        .as(ADA)
        .text(TWO)
        .header("tidegate-reason", "x".repeat(1001))
        .by(handler)
        .problem(ProblemCode.INVALID_FIELD)
        .error("Tidegate-Reason", "1 to 1000 characters, one of them visible", "correct the value");

    assertThat(Sent.to("GET /v1/policy/versions").as(ADA).by(handler).text("items.0.reason"))
        .isEqualTo("why");
  }

  @Test
  void fiveMegabytesAreTakenAndNoMore() {
    String most =
        ONE + "#".repeat(PushPolicy.MOST_BYTES - ONE.getBytes(StandardCharsets.UTF_8).length);

    push(ADA, most + "#")
        .problem(ProblemCode.TOO_LARGE)
        .error("body", "at most 5242880 bytes", "send less");
    push(ADA, most).expect(200);
  }

  private Answered push(Principal who, String file) {
    return Sent.to("PUT /v1/policy").as(who).text(file).by(handler);
  }

  private Answered show(Principal who) {
    return Sent.to("GET /v1/policy").as(who).by(handler);
  }

  private Answered rollBack(Principal who, String hash) {
    return Sent.to("POST /v1/policy/rollback").as(who).json(Map.of("hash", hash)).by(handler);
  }

  private static String hash(String file) {
    return PolicyHash.of(file.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
