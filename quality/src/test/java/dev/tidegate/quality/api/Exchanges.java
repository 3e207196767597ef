package dev.tidegate.quality.api;

import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Calls to every route: for each answer that the description tells of, one that gets it.
final class Exchanges {
  private static final Principal OLGA = Samples.person("olga", Samples.OPERATIONS);
  private static final String LIST = "GET /v1/requests";
  private static final String SHOW = "GET /v1/requests/{id}";
  private static final String WITHDRAW = "POST /v1/requests/{id}/withdraw";
  private static final String AFTER_REVIEW = "POST /v1/requests/{id}/after-review";
  private static final String EXPLAIN = "POST /v1/explain";
  private static final String ENTITLEMENTS = "GET /v1/entitlements";
  private static final String REVOKE = "POST /v1/grants/{id}/revoke";
  private static final String ACTIVITY = "GET /v1/grants/{id}/activity";
  private static final String POLICY = "GET /v1/policy";
  private static final String PUSH = "PUT /v1/policy";
  private static final String VERSIONS = "GET /v1/policy/versions";
  private static final String ROLL_BACK = "POST /v1/policy/rollback";
  private static final String CHECK = "POST /v1/audit/check";
  private static final String KEY = "GET /v1/audit/key";
  private static final List<String> RECORD =
      List.of("GET /v1/audit/events", "GET /v1/audit/checkpoints");
  private static final List<String> ANSWERS =
      List.of(ApiSetup.APPROVE, "POST /v1/requests/{id}/deny");
  private static final List<String> SESSIONS =
      List.of("POST /v1/grants/{id}/credentials", "POST /v1/grants/{id}/console");

  /// One call.
  ///
  /// @param expected a status, or the code of a problem
  /// @param call sets the stage, and returns what to send
  record Exchange(String route, String expected, Function<Functions, Sent> call) {
    @Override
    public String toString() {
      return route + " -> " + expected;
    }
  }

  private final List<Exchange> all = new ArrayList<>();

  private Exchanges() {}

  static List<Exchange> all() {
    Exchanges exchanges = new Exchanges();
    exchanges.asking();
    exchanges.reading();
    exchanges.withdrawing();
    exchanges.answering();
    exchanges.seeingWhatWasDone();
    exchanges.extending();
    exchanges.issuing();
    exchanges.revoking();
    exchanges.lookingBack();
    exchanges.keepingThePolicy();
    exchanges.readingTheRecord();
    return List.copyOf(exchanges.all);
  }

  private void add(String route, String expected, Function<Functions, Sent> call) {
    all.add(new Exchange(route, expected, call));
  }

  private void asking() {
    Sent submit = Sent.to(ApiSetup.SUBMIT).as(Samples.ALICE).json(ApiSetup.ask());
    everybody(submit);
    bodies(submit, ApiSetup.ask());
    add(ApiSetup.SUBMIT, "201", _ -> submit);
    add(ApiSetup.SUBMIT, "201", _ -> submit.as(OLGA));
    add(
        ApiSetup.SUBMIT,
        "201",
        _ -> submit.json(ApiSetup.with(ApiSetup.ask(), "entitlement", "orders-ci-deploy")));
    add(ApiSetup.SUBMIT, "200", f -> ApiSetup.sentBefore(f, submit.header("Idempotency-Key", "k")));
    add(ApiSetup.SUBMIT, "invalid-field", _ -> submit.header("Idempotency-Key", "x".repeat(129)));
    add(
        ApiSetup.SUBMIT,
        "key-reused",
        f ->
            ApiSetup.sentBefore(f, submit.header("Idempotency-Key", "k"))
                .json(ApiSetup.with(ApiSetup.ask(), "duration", "2h")));
    add(
        ApiSetup.SUBMIT,
        "refused",
        _ -> submit.json(ApiSetup.with(ApiSetup.ask(), "duration", "24h")));
    add(
        ApiSetup.SUBMIT,
        "refused",
        _ -> submit.json(ApiSetup.with(ApiSetup.ask(), "entitlement", "no-such-thing")));
    add(ApiSetup.SUBMIT, "session-too-large", f -> ApiSetup.tooLarge(f, submit));
    Sent explain = Sent.to(EXPLAIN).as(Samples.ALICE).json(ApiSetup.ask());
    everybody(explain);
    bodies(explain, ApiSetup.ask());
    add(EXPLAIN, "200", _ -> explain);
    add(EXPLAIN, "200", _ -> explain.json(ApiSetup.with(ApiSetup.ask(), "duration", "24h")));
    add(EXPLAIN, "session-too-large", f -> ApiSetup.tooLarge(f, explain));
    Sent entitlements = Sent.to(ENTITLEMENTS).as(Samples.ALICE);
    everybody(entitlements);
    add(ENTITLEMENTS, "200", _ -> entitlements);
    add(ENTITLEMENTS, "200", _ -> entitlements.as(Samples.SAM));
    add(ENTITLEMENTS, "200", f -> ApiSetup.conditional(f, entitlements));
    add(ApiSetup.SUBMIT, "refused", f -> ApiSetup.conditional(f, submit));
    add(EXPLAIN, "200", f -> ApiSetup.conditional(f, explain));
  }

  private void reading() {
    Sent list = Sent.to(LIST).as(Samples.ALICE);
    everybody(list);
    add(LIST, "200", f -> ApiSetup.afterTwo(f, list));
    add(LIST, "200", f -> ApiSetup.afterTwo(f, list.query("list", "waiting").as(Samples.BOB)));
    add(LIST, "200", f -> ApiSetup.nextPage(f, list.query("list", "mine").query("limit", "1")));
    add(LIST, "not-yours", _ -> list.query("list", "Active"));
    add(LIST, "200", f -> ApiSetup.afterTwo(f, list.query("list", "Pending").as(Samples.SAM)));
    add(LIST, "invalid-field", _ -> list.query("list", "nothing"));
    add(LIST, "invalid-field", _ -> list.query("limit", "0"));
    add(
        LIST,
        "invalid-page",
        f -> ApiSetup.nextPage(f, list.query("list", "mine").query("limit", "1")).as(Samples.DAVE));
    Sent show = Sent.to(SHOW).as(Samples.ALICE).id("r-0000000000000001");
    everybody(show);
    add(SHOW, "200", f -> ApiSetup.afterTwo(f, show));
    add(SHOW, "200", f -> show.as(Samples.BOB).id(ApiSetup.request(ApiSetup.active(f))));
    add(SHOW, "not-found", _ -> show);
    add(SHOW, "invalid-page", _ -> show.query("page", "AAAA"));
    add(SHOW, "not-found", f -> ApiSetup.afterTwo(f, show.as(Samples.DAVE)));
  }

  private void withdrawing() {
    Sent withdraw = Sent.to(WITHDRAW).as(Samples.ALICE).id("r-0000000000000001");
    everybody(withdraw);
    noBody(withdraw);
    add(WITHDRAW, "200", f -> ApiSetup.afterTwo(f, withdraw));
    add(WITHDRAW, "200", f -> ApiSetup.sentBefore(f, ApiSetup.afterTwo(f, withdraw)));
    add(WITHDRAW, "200", f -> withdraw.id(ApiSetup.request(ApiSetup.active(f))).json(Map.of()));
    add(WITHDRAW, "not-yours", f -> ApiSetup.afterTwo(f, withdraw.as(Samples.BOB)));
    add(WITHDRAW, "not-found", _ -> withdraw);
    add(
        WITHDRAW,
        "wrong-state",
        f -> {
          String grant = ApiSetup.active(f);
          f.pass(Duration.ofHours(2));
          return withdraw.id(ApiSetup.request(grant));
        });
  }

  private void answering() {
    for (String route : ANSWERS) {
      Map<String, Object> body = Map.of("hash", "0".repeat(64));
      Sent nothing = Sent.to(route).as(Samples.BOB).id("r-0000000000000001").json(body);
      everybody(nothing);
      bodies(nothing, body);
      add(route, "200", f -> ApiSetup.answer(f, route));
      add(route, "200", f -> ApiSetup.sentBefore(f, ApiSetup.answer(f, route)));
      add(route, "not-yours", f -> ApiSetup.answer(f, route).as(Samples.ALICE));
      add(route, "not-found", f -> ApiSetup.answer(f, route).as(Samples.DAVE));
      add(route, "hash-mismatch", f -> ApiSetup.answer(f, route).json(body));
      String other = route.equals(ApiSetup.APPROVE) ? ANSWERS.get(1) : ApiSetup.APPROVE;
      add(route, "wrong-state", f -> ApiSetup.late(f, other, route));
    }
    add(
        ApiSetup.APPROVE,
        "refused",
        f -> {
          Sent answer = ApiSetup.answer(f, ApiSetup.APPROVE);
          f.policy = f.policy.without(SamplePolicy.ASK_A_LEAD);
          return answer;
        });
  }

  private void lookingBack() {
    Map<String, Object> body = Map.of("hash", "0".repeat(64), "verdict", "accept");
    Sent nothing = Sent.to(AFTER_REVIEW).as(Samples.SAM).id("r-0000000000000001").json(body);
    everybody(nothing);
    bodies(nothing, body);
    add(AFTER_REVIEW, "200", f -> ApiSetup.lookingBack(f, AFTER_REVIEW));
    add(AFTER_REVIEW, "200", f -> ApiSetup.sentBefore(f, ApiSetup.lookingBack(f, AFTER_REVIEW)));
    add(AFTER_REVIEW, "not-yours", f -> ApiSetup.lookingBack(f, AFTER_REVIEW).as(Samples.ALICE));
    add(AFTER_REVIEW, "not-found", f -> ApiSetup.lookingBack(f, AFTER_REVIEW).as(Samples.DAVE));
    add(AFTER_REVIEW, "hash-mismatch", f -> ApiSetup.lookingBack(f, AFTER_REVIEW).json(body));
    add(AFTER_REVIEW, "wrong-state", f -> nothing.id(ApiSetup.request(ApiSetup.active(f))));
    Sent glass = Sent.to(ApiSetup.SUBMIT).as(Samples.ALICE).json(ApiSetup.glass());
    add(ApiSetup.SUBMIT, "201", f -> ApiSetup.withGlass(f, glass));
    add(
        EXPLAIN,
        "200",
        f -> ApiSetup.withGlass(f, Sent.to(EXPLAIN).as(Samples.ALICE).json(ApiSetup.glass())));
    add(ENTITLEMENTS, "200", f -> ApiSetup.withGlass(f, Sent.to(ENTITLEMENTS).as(Samples.ALICE)));
    add(ApiSetup.SUBMIT, "refused", _ -> glass);
    add(
        ApiSetup.SUBMIT,
        "201",
        _ -> glass.json(ApiSetup.with(ApiSetup.ask(), "startsAt", "2026-03-01T22:00:00Z")));
    add(
        ApiSetup.SUBMIT,
        "refused",
        _ -> glass.json(ApiSetup.with(ApiSetup.ask(), "startsAt", "2026-03-20T22:00:00Z")));
  }

  private void extending() {
    for (String route : List.of(ApiSetup.SUBMIT, EXPLAIN)) {
      String done = route.equals(EXPLAIN) ? "200" : "201";
      Sent sent = Sent.to(route).as(Samples.ALICE);
      add(route, done, f -> sent.json(ApiSetup.more(ApiSetup.active(f))));
      add(route, "not-yours", f -> sent.as(Samples.BOB).json(ApiSetup.more(ApiSetup.active(f))));
      add(route, "not-found", _ -> sent.json(ApiSetup.more("g-0000000000000009")));
      add(route, "wrong-state", f -> sent.json(ApiSetup.more(ApiSetup.scheduled(f))));
    }
  }

  private void issuing() {
    for (String route : SESSIONS) {
      Sent nothing = Sent.to(route).as(Samples.ALICE).id("g-0000000000000001");
      everybody(nothing);
      noBody(nothing);
      add(route, "200", f -> nothing.id(ApiSetup.active(f)));
      add(route, "not-yours", f -> nothing.id(ApiSetup.active(f)).as(Samples.BOB));
      add(route, "not-found", _ -> nothing);
      add(route, "wrong-state", f -> nothing.id(ApiSetup.scheduled(f)));
      add(
          route,
          "refused",
          f -> {
            String grant = ApiSetup.active(f);
            f.policy = f.policy.without(SamplePolicy.ASK_A_LEAD);
            return nothing.id(grant);
          });
      add(
          route,
          "account-not-prepared",
          f -> {
            f.notPrepared = true;
            return nothing.id(ApiSetup.active(f));
          });
      add(
          route,
          "session-too-large",
          f -> {
            f.tooPacked = true;
            return nothing.id(ApiSetup.active(f));
          });
    }
  }

  private void revoking() {
    Map<String, Object> body = Map.of("reason", "wrong table");
    Sent revoke = Sent.to(REVOKE).as(Samples.BOB).id("g-0000000000000001").json(body);
    everybody(revoke);
    bodies(revoke, body);
    add(REVOKE, "200", f -> revoke.id(ApiSetup.active(f)));
    add(REVOKE, "200", f -> ApiSetup.sentBefore(f, revoke.id(ApiSetup.active(f))));
    add(REVOKE, "not-yours", f -> revoke.id(ApiSetup.active(f)).as(Samples.ALICE));
    add(REVOKE, "not-found", _ -> revoke);
    add(
        REVOKE,
        "wrong-state",
        f -> {
          String grant = ApiSetup.active(f);
          f.pass(Duration.ofHours(2));
          return revoke.id(grant);
        });
  }

  private void seeingWhatWasDone() {
    Sent activity = Sent.to(ACTIVITY).as(Samples.ALICE).id("g-0000000000000001");
    everybody(activity);
    add(ACTIVITY, "200", f -> activity.id(ApiSetup.active(f)));
    add(
        ACTIVITY,
        "200",
        f -> {
          String grant = ApiSetup.active(f);
          f.used(grant);
          return activity.id(grant).as(Samples.SAM);
        });
    add(ACTIVITY, "not-found", _ -> activity);
    add(ACTIVITY, "not-found", f -> activity.id(ApiSetup.active(f)).as(Samples.DAVE));
  }

  private void keepingThePolicy() {
    Sent push = Sent.to(PUSH).as(Functions.ADA).text(Functions.FILE);
    everybody(push);
    add(PUSH, "200", _ -> push.header("Tidegate-Reason", "first").query("reason", "first"));
    add(PUSH, "200", f -> push.header("If-Match", '"' + f.push("version: 1 # before\n") + '"'));
    add(PUSH, "invalid-field", _ -> push.header("If-Match", "*"));
    add(PUSH, "not-yours", _ -> push.as(Samples.ALICE));
    add(PUSH, "policy-invalid", _ -> push.text("nonsense"));
    add(PUSH, "policy-changed", _ -> push.header("If-Match", "0".repeat(64)));
    add(PUSH, "unsupported-type", _ -> push.header("Content-Type", "application/json"));
    add(
        PUSH,
        "version-missing",
        f -> {
          f.meanwhile = () -> f.push(Functions.FILE + "# another\n");
          return push;
        });
    add(PUSH, "too-large", _ -> push.text(Functions.FILE + "#".repeat(5 * 1024 * 1024)));
    Sent show = Sent.to(POLICY).as(Functions.ADA);
    everybody(show);
    add(POLICY, "200", f -> ApiSetup.afterPush(f, show));
    add(POLICY, "200", f -> show.query("version", f.push(Functions.FILE)));
    add(POLICY, "not-yours", _ -> show.as(Samples.ALICE));
    add(POLICY, "not-found", _ -> show);
    Sent versions = Sent.to(VERSIONS).as(Functions.ADA);
    everybody(versions);
    add(VERSIONS, "200", f -> ApiSetup.afterPush(f, versions));
    add(VERSIONS, "200", f -> ApiSetup.nextPage(f, versions.query("limit", "1")));
    add(VERSIONS, "not-yours", _ -> versions.as(Samples.ALICE));
    add(VERSIONS, "invalid-field", _ -> versions.query("limit", "101"));
    add(VERSIONS, "invalid-page", _ -> versions.query("page", "AAAA"));
    Map<String, Object> body = Map.of("hash", "0".repeat(64), "reason", "back");
    Sent rollBack = Sent.to(ROLL_BACK).as(Functions.ADA).json(body);
    everybody(rollBack);
    bodies(rollBack, body);
    add(ROLL_BACK, "200", f -> rollBack.json(Map.of("hash", f.push(Functions.FILE))));
    add(ROLL_BACK, "not-yours", _ -> rollBack.as(Samples.ALICE));
    add(ROLL_BACK, "not-found", _ -> rollBack);
    add(ROLL_BACK, "policy-invalid", f -> rollBack.json(Map.of("hash", f.push("nonsense"))));
    add(
        ROLL_BACK,
        "policy-changed",
        f ->
            rollBack
                .json(Map.of("hash", f.push(Functions.FILE)))
                .header("If-Match", "0".repeat(64)));
    add(
        ROLL_BACK,
        "version-missing",
        f -> {
          String first = f.push(Functions.FILE);
          f.push(Functions.FILE + "# two\n");
          f.meanwhile = () -> f.push(Functions.FILE + "# three\n");
          return rollBack.json(Map.of("hash", first));
        });
  }

  private void readingTheRecord() {
    for (String route : RECORD) {
      Sent list =
          Sent.to(route)
              .as(Samples.SAM)
              .query("from", "2026-03-01T10:00:00Z")
              .query("to", "2026-03-01T11:00:00Z");
      everybody(list);
      add(route, "200", f -> ApiSetup.recorded(f, list));
      add(route, "200", f -> ApiSetup.nextRecorded(f, list.query("limit", "1")));
      add(route, "missing-field", _ -> Sent.to(route).as(Samples.SAM));
      add(route, "invalid-field", _ -> list.query("limit", "101"));
      add(route, "invalid-field", _ -> list.query("from", "yesterday"));
      add(route, "invalid-page", _ -> list.query("page", "AAAA"));
      add(route, "not-yours", _ -> list.as(Samples.ALICE));
    }
    Sent check = Sent.to(CHECK).as(Samples.SAM);
    everybody(check);
    noBody(check);
    add(CHECK, "202", _ -> check);
    add(CHECK, "202", _ -> check.as(Functions.ADA));
    add(CHECK, "not-yours", _ -> check.as(Samples.ALICE));
    Sent key = Sent.to(KEY).as(Samples.SAM);
    everybody(key);
    add(KEY, "200", _ -> key);
    add(KEY, "not-yours", _ -> key.as(Samples.ALICE));
  }

  /// What every route does.
  private void everybody(Sent sent) {
    add(sent.route(), "unauthenticated", _ -> sent.claims(Map.of("sub", "no issuer")));
    add(sent.route(), "unknown-field", _ -> sent.query("sub", "somebody else"));
    add(sent.route(), "busy", f -> ApiSetup.failing(f, Fault.Kind.BUSY, sent));
    add(sent.route(), "internal", f -> ApiSetup.failing(f, Fault.Kind.BROKEN, sent));
  }

  /// What every route with a JSON body does.
  private void bodies(Sent sent, Map<String, Object> body) {
    noBody(sent);
    add(sent.route(), "missing-field", _ -> sent.json(Map.of()));
    Map<String, Object> wrong = new HashMap<>(body);
    wrong.replaceAll((_, _) -> 7);
    add(sent.route(), "invalid-field", _ -> sent.json(wrong));
    add(
        sent.route(),
        "unknown-field",
        _ -> sent.json(ApiSetup.with(body, "requester", "somebody else")));
  }

  /// What every route does with a body that it does not want.
  private void noBody(Sent sent) {
    add(sent.route(), "malformed-json", _ -> sent.text("{"));
    add(
        sent.route(),
        "unsupported-type",
        _ -> sent.json(Map.of()).header("Content-Type", "text/plain"));
    add(sent.route(), "too-large", _ -> sent.text(" ".repeat(70_000) + "{}"));
    add(sent.route(), "unknown-field", _ -> sent.json(Map.of("sub", "somebody else")));
  }
}
