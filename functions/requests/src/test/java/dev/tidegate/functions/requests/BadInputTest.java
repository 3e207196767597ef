package dev.tidegate.functions.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.wire.api.ProblemCode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong is named, with what was expected and what to do; and nothing is written but the
/// policy's refusals. After each, the same body without the fault passes.
class BadInputTest {
  private static final String START = "an instant in UTC, such as 2026-03-02T22:00:00Z";
  private static final String DURATION = "a duration such as 45m, 2h or 1h30m, from 1m to 720h";
  private static final String NAME = "a name of 1 to 64 letters, digits, '_', '.' or '-'";
  private static final String CHANGE = "change it, or ask for something else";

  private final Requests requests = new Requests();

  static Stream<Arguments> fields() {
    return Stream.of(
        invalid("duration", "0m", DURATION),
        invalid("duration", "0h", DURATION),
        invalid("duration", "", DURATION),
        invalid("duration", "-1h", DURATION),
        invalid("duration", "1d", DURATION),
        invalid("duration", "60", DURATION),
        invalid("duration", "721h", DURATION),
        invalid("duration", "PT1H", DURATION),
        invalid("duration", 60, DURATION),
        invalid("entitlement", "", NAME),
        invalid("entitlement", "../x", NAME),
        invalid("entitlement", 1, NAME),
        invalid("use", "fun", "one of incident, hotfix, performance, verification"),
        invalid("use", "INCIDENT", "one of incident, hotfix, performance, verification"),
        invalid("ticket", "", "1 to 128 characters on one line, one of them visible"),
        invalid("ticket", "OPS-1\nOPS-2", "1 to 128 characters on one line, one of them visible"),
        invalid("ticket", "x".repeat(129), "1 to 128 characters on one line, one of them visible"),
        invalid("startsAt", "2026-03-01T22:00:00", START),
        invalid("startsAt", "2026-03-01T22:00:00+01:00", START),
        invalid("startsAt", "2026-03-01T22:00:00.5Z", START),
        invalid("startsAt", "2026-02-30T22:00:00Z", START),
        invalid("startsAt", "tomorrow", START),
        invalid("startsAt", 1772402400, START),
        invalid("reason", " ", "1 to 1000 characters, one of them visible"),
        invalid("reason", "a\u0000b", "1 to 1000 characters, one of them visible"),
        invalid("reason", "\u200b\u2060\u3164", "1 to 1000 characters, one of them visible"),
        invalid("reason", "\ud83d\ude80".repeat(1001), "1 to 1000 characters, one of them visible"),
        invalid("startsAt", "1969-12-31T23:59:59Z", START),
        invalid("startsAt", "2026-03-01T24:00:00Z", START),
        invalid("reason", "x".repeat(1001), "1 to 1000 characters, one of them visible"));
  }

  private static Arguments invalid(String field, Object value, String expected) {
    return Arguments.of(field, value, expected);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldOfTheWrongFormIsNamed(String field, Object value, String expected) {
    Answered answered = requests.submit(Samples.ALICE, Requests.body(field, value));

    answered.problem(ProblemCode.INVALID_FIELD).error(field, expected, "correct the value");
    assertThat(answered.text("detail")).isEqualTo("Not as expected: " + field + ".");
    nothingChanged();
    requests.submit(Samples.ALICE, Requests.body()).expect(201);
  }

  @ParameterizedTest
  @MethodSource("required")
  void aFieldThatIsMissingIsNamed(String field, String expected) {
    requests
        .submit(Samples.ALICE, Requests.without(field))
        .problem(ProblemCode.MISSING_FIELD)
        .error(field, expected, "add the field");
    nothingChanged();
    requests.submit(Samples.ALICE, Requests.without("ticket")).expect(201);
  }

  static Stream<Arguments> required() {
    return Stream.of(
        Arguments.of("entitlement", NAME),
        Arguments.of("duration", DURATION),
        Arguments.of("use", "one of incident, hotfix, performance, verification"),
        Arguments.of("reason", "1 to 1000 characters, one of them visible"));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aForgedIdentityInTheBodyIsRefused(String field, Object value) {
    requests
        .submit(Samples.ALICE, Requests.body(field, value))
        .problem(ProblemCode.UNKNOWN_FIELD)
        .error(
            field,
            "one of entitlement, parameters, duration, use, ticket, reason, startsAt, breakGlass",
            "leave it out");
    nothingChanged();
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        Arguments.of("requester", Map.of("id", Samples.BOB.id().canonical())),
        Arguments.of("requester", Samples.BOB.id().canonical()),
        Arguments.of("sub", "bob-0001"),
        Arguments.of("iss", Samples.ISSUER),
        Arguments.of("groups", "orders-leads"),
        Arguments.of("state", "Approved"),
        Arguments.of("Duration", "1h"));
  }

  @Test
  void aForgedIdentityInTheQueryIsRefused() {
    Sent sent = Sent.to("POST /v1/requests").as(Samples.ALICE).json(Requests.body());

    requests
        .send(sent.query("sub", "bob-0001"))
        .problem(ProblemCode.UNKNOWN_FIELD)
        .error("sub", "no parameters in the query", "leave it out");
    nothingChanged();
    requests.send(sent).expect(201);
  }

  @Test
  void parametersThatDoNotMatchAreNamed() {
    requests
        .submit(Samples.ALICE, Requests.body("parameters", Map.of("table", "payments")))
        .problem(ProblemCode.INVALID_FIELD)
        .error("parameters.table", "a value that matches orders(-[a-z]+)?", "correct the value");
    requests
        .submit(Samples.ALICE, Requests.body("parameters", Map.of("table", "*")))
        .problem(ProblemCode.INVALID_FIELD)
        .error(
            "parameters.table",
            "1 to 256 characters of Latin-1 without white space, quotes, '*', '?', '$' or '\\'",
            "correct the value");
    requests
        .submit(Samples.ALICE, Requests.body("parameters", Map.of("table", "orders", "row", "7")))
        .problem(ProblemCode.INVALID_FIELD)
        .error("parameters.row", "no such parameter in orders-table-read", "leave it out");
    requests
        .submit(Samples.ALICE, Requests.without("parameters"))
        .problem(ProblemCode.INVALID_FIELD)
        .error(
            "parameters.table", "a value, since orders-table-read needs it", "add it: the table");
    requests
        .submit(Samples.ALICE, Requests.body("parameters", "orders"))
        .problem(ProblemCode.INVALID_FIELD)
        .error("parameters", "an object of names and texts", "write {\"name\":\"value\"}");
    requests
        .submit(Samples.ALICE, Requests.body("parameters", Map.of("table", 7)))
        .problem(ProblemCode.INVALID_FIELD)
        .error("parameters.table", "a text", "put the value in quotes");
    assertThat(requests.store.refusals()).isEmpty();
    requests
        .submit(Samples.ALICE, Requests.body("parameters", Map.of("table", "orders-archive")))
        .expect(201);
  }

  @Test
  void aDurationAboveTheCapIsRefusedWithTheCap() {
    for (String duration : new String[] {"24h", "4h1m", "5h"}) {
      Answered answered = requests.submit(Samples.ALICE, Requests.body("duration", duration));
      answered.problem(ProblemCode.REFUSED).error("duration", "at most 4h", CHANGE);
      assertThat(answered.text("detail"))
          .isEqualTo(
              "The policy refuses this: orders-table-read: duration: at most 4h expected; ask for"
                  + " less. When that is met, 1 of orders-leads could approve.");
      assertThat(answered.text("decision.outcome")).isEqualTo("Refused");
      assertThat(answered.text("decision.approvals.0.groups.0")).isEqualTo("orders-leads");
    }
    assertThat(requests.store.refusals()).hasSize(3);
    requests.submit(Samples.ALICE, Requests.body("duration", "4h")).expect(201);
  }

  @Test
  void aUseThatTheEntitlementIsNotForIsRefused() {
    requests
        .submit(Samples.ALICE, Requests.body("use", "performance"))
        .problem(ProblemCode.REFUSED)
        .error("use", "one of incident, hotfix", CHANGE);
    requests.submit(Samples.ALICE, Requests.body("use", "hotfix")).expect(201);
  }

  @Test
  void aTicketThatDoesNotMatchIsRefused() {
    requests.policy =
        requests.policy.developers(
            SamplePolicy.approval(SamplePolicy.set("leads", 1, Samples.LEADS)),
            new Condition.TicketLike(Pattern.compile("OPS-\\d+")));

    for (Map<String, Object> body :
        java.util.List.of(Requests.body("ticket", "JIRA-1"), Requests.without("ticket"))) {
      requests
          .submit(Samples.ALICE, body)
          .problem(ProblemCode.REFUSED)
          .error("ticket", "a ticket that matches OPS-\\d+", CHANGE);
    }
    requests.submit(Samples.ALICE, Requests.body()).expect(201);
  }

  @Test
  void anUnknownEntitlementAndOneForOthersAreToldInTheSameWords() {
    Answered unknown =
        requests.submit(Samples.ALICE, Requests.body("entitlement", "no-such-thing"));
    unknown
        .problem(ProblemCode.REFUSED)
        .error(
            "entitlement",
            "an entitlement that the policy shows you",
            "see GET /v1/entitlements for what you may ask for");
    Answered others = requests.submit(Samples.person("mallory"), Requests.body());
    others.problem(ProblemCode.REFUSED);
    assertThat(others.raw().replace("orders-table-read", "no-such-thing"))
        .isEqualTo(unknown.raw())
        .doesNotContain("orders-dev")
        .doesNotContain("orders-leads");
  }

  @Test
  void aDeniedGroupIsToldByWhichRule() {
    Group contractors = new Group("contractors");
    requests.policy =
        requests.policy.plus(
            SamplePolicy.rule(new Name("contractors-never"), contractors, new Rule.Effect.Deny()));

    Answered answered =
        requests.submit(Samples.person("frank", Samples.DEVELOPERS, contractors), Requests.body());

    answered
        .problem(ProblemCode.REFUSED)
        .error(
            "entitlement",
            "an ask that no rule denies; rule contractors-never denies this one",
            "ask for something else, or talk to those who keep the policy");
    assertThat(answered.text("decision.rules.0")).isEqualTo("contractors-never");
    requests.submit(Samples.ALICE, Requests.body()).expect(201);
  }

  @Test
  void aDenyRuleForSomethingElseGivesNoAdvice() {
    requests.policy =
        requests.policy.plus(
            SamplePolicy.rule(
                new Name("no-tuning"),
                Samples.DEVELOPERS,
                new Rule.Effect.Deny(),
                new Condition.ForUse(EnumSet.of(Use.PERFORMANCE))));

    Answered answered = requests.submit(Samples.ALICE, Requests.body("duration", "5h"));

    answered.problem(ProblemCode.REFUSED);
    assertThat(answered.errors()).hasSize(1);
    assertThat(answered.raw()).doesNotContain("performance");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    Sent sent = Sent.to("POST /v1/requests").as(Samples.ALICE);
    for (String text : new String[] {"", "{\"entitlement\":", "[]", "null", "{}{}", "{'a':1}"}) {
      requests
          .send(sent.text(text))
          .problem(ProblemCode.MALFORMED_JSON)
          .error("body", "one JSON object, no key twice", "correct the JSON and send it again");
    }
    nothingChanged();
    requests.send(sent.json(Requests.body())).expect(201);
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() {
    Answered answered =
        requests.send(
            Sent.to("POST /v1/requests")
                .as(Samples.ALICE)
                .text("{\"use\":\"incident\",\"use\":\"hotfix\"}"));

    answered.problem(ProblemCode.MALFORMED_JSON);
    assertThat(answered.text("detail"))
        .isEqualTo("The body cannot be read: a key is there twice (line 1, column 24).");
  }

  @Test
  void aBodyOver64KilobytesIsRefused() {
    requests
        .submit(Samples.ALICE, Requests.body("reason", "x".repeat(70_000)))
        .problem(ProblemCode.TOO_LARGE)
        .error("body", "at most 65536 bytes", "send less");
    nothingChanged();
  }

  @Test
  void lengthsAreInCharactersNotInHalvesOfThem() {
    requests
        .submit(Samples.ALICE, Requests.body("reason", "\ud83d\ude80".repeat(1000)))
        .expect(201);
  }

  @Test
  void severalFaultsAreToldAtOnce() {
    Map<String, Object> body = Requests.body("duration", "0m");
    body.remove("use");
    body.put("admin", true);

    Answered answered = requests.submit(Samples.ALICE, body);

    answered.problem(ProblemCode.UNKNOWN_FIELD);
    assertThat(answered.errors().stream().map(error -> error.get("field")))
        .containsExactly("admin", "use", "duration");
  }

  private void nothingChanged() {
    assertThat(requests.wire.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01T09:59:59Z", "2026-03-31T10:00:01Z"})
  void aStartInThePastOrTooFarAheadIsNamed(String start) {
    requests
        .submit(Samples.ALICE, Requests.body("startsAt", start))
        .problem(ProblemCode.INVALID_FIELD)
        .error(
            "startsAt",
            "an instant from 2026-03-01T10:00:00Z to 2026-03-31T10:00:00Z",
            "correct it, or leave it out to begin when it is approved");
    assertThat(requests.wire.calls()).containsExactly("policy.current");
    requests.submit(Samples.ALICE, Requests.body("startsAt", "2026-03-01T10:00:00Z")).expect(201);
  }

  @Test
  void aStartFartherAheadThanTheRuleAllowsIsRefused() {
    requests
        .submit(Samples.ALICE, Requests.body("startsAt", "2026-03-08T10:00:01Z"))
        .problem(ProblemCode.REFUSED)
        .error("startsAt", "a start at most 168h ahead", "ask for an earlier start, or ask later");
    requests.submit(Samples.ALICE, Requests.body("startsAt", "2026-03-08T10:00:00Z")).expect(201);
  }

  @Test
  void aGlassIsBrokenByTrueAndNotLater() {
    requests.policy = requests.policy.plus(SamplePolicy.glass());
    requests
        .submit(Samples.ALICE, Requests.body("breakGlass", "yes"))
        .problem(ProblemCode.INVALID_FIELD)
        .error("breakGlass", "true or false", "correct the value");
    Map<String, Object> later = Requests.body("breakGlass", true);
    later.put("startsAt", "2026-03-01T22:00:00Z");
    requests
        .submit(Samples.ALICE, later)
        .problem(ProblemCode.INVALID_FIELD)
        .error("startsAt", "nothing beside breakGlass", "leave it out: it begins at once");
    nothingChanged();
    requests.submit(Samples.ALICE, Requests.body("breakGlass", true)).expect(201);
    requests.submit(Samples.ALICE, Requests.body("breakGlass", false)).expect(201);
  }

  @Test
  void anOverdueReviewIsNamedWithWhoCanGiveIt() {
    requests.policy = requests.policy.plus(SamplePolicy.glass());
    requests.submit(Samples.ALICE, Requests.body("breakGlass", true)).expect(201);
    requests.now = requests.now.plus(Duration.ofHours(24));
    requests
        .submit(Samples.ALICE, Requests.body("breakGlass", true))
        .problem(ProblemCode.REFUSED)
        .error(
            "breakGlass",
            "the review of your request r-0000000000000001 (due 2026-03-02T10:00:00Z) first",
            "have it reviewed, or ask without breakGlass");
    requests.submit(Samples.ALICE, Requests.body()).expect(201);
  }
}
