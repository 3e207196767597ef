package dev.tidegate.quality.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.Samples;
import dev.tidegate.quality.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Generated calls, both ways: what `infrastructure/openapi.yaml` allows is taken, or refused by a
/// rule that no schema says; what it forbids is refused, and the part of the call is named.
///
/// A call begins as one that is allowed; up to three of its parts are replaced, left out or added,
/// by values that other systems got wrong. `-Dseed=` repeats a run.
class GeneratedCallsTest {
  private static final Path ROOT = Repository.root();
  private static final Description DESCRIPTION =
      Description.read(ROOT.resolve("infrastructure/openapi.yaml"));
  private static final Map<String, String> ROUTES = Routes.of(ROOT.resolve("template.yaml"));
  private static final long SEED = Long.getLong("seed", 20261124L);
  private static final int CALLS = 400;

  /// Codes that say that a call is not of the form that is described.
  private static final Set<String> FORM =
      Set.of("malformed-json", "unsupported-type", "unknown-field", "missing-field");

  /// What no schema says: that a sum of hours and minutes is at most 720h, which days a February
  /// has and how far ahead a start may lie, what an entitlement's parameters are, and which of two
  /// instants comes first.
  private static final Set<String> RULES =
      Set.of("duration", "startsAt", "parameters", "to", "from");

  private static final List<Object> VALUES = values();

  static Stream<Operation> operations() {
    return DESCRIPTION.operations().values().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatIsAllowedIsTakenAndWhatIsForbiddenIsRefused(Operation operation) {
    Random random = new Random(SEED ^ operation.route().hashCode());
    int allowed = 0;
    for (int i = 0; i < CALLS; i++) {
      Call call = call(operation, random);
      Answered answered = new Functions(ROUTES).send(call.sent());
      List<String> errors = operation.errors(call.sent());
      String about =
          "seed " + SEED + ": " + call.sent() + "\nschema: " + errors + "\n" + answered.raw();
      int status = answered.response().getStatusCode();
      assertThat(status).as(about).isLessThan(500);
      assertThat(operation.errors(answered)).as(about).isEmpty();
      if (errors.isEmpty()) {
        allowed++;
        allowed(answered, status, about);
      } else {
        forbidden(call, answered, status, about);
      }
    }
    System.out.println(
        operation.route() + ": " + CALLS + " calls, " + allowed + " of them as described");
    assertThat(allowed).isPositive();
  }

  private static void allowed(Answered answered, int status, String about) {
    if (status < 400) {
      return;
    }
    assertThat(answered.text("code")).as(about).isNotIn(FORM);
    if (answered.text("code").equals("invalid-field")) {
      assertThat(answered.errors())
          .as(about)
          .allSatisfy(
              error ->
                  assertThat(RULES).contains(String.valueOf(error.get("field")).split("\\.")[0]));
    }
  }

  private static void forbidden(Call call, Answered answered, int status, String about) {
    assertThat(status).as(about).isBetween(400, 499);
    assertThat(answered.body()).as(about).containsKey("errors");
    if (call.changed().size() == 1) {
      String changed = call.changed().getFirst();
      assertThat(answered.errors())
          .as(about)
          .anySatisfy(
              error ->
                  assertThat(named(changed))
                      .anyMatch(
                          String.valueOf(error.get("field")).split("\\.")[0]::equalsIgnoreCase));
    }
  }

  /// Which parts an answer may name when one was changed: what is missing beside it, too.
  private static List<String> named(String changed) {
    return switch (changed) {
      case "verdict" -> List.of("verdict", "comment");
      case "reason" -> List.of("reason", "Tidegate-Reason");
      case "breakGlass", "startsAt" -> List.of("breakGlass", "startsAt");
      case "continues" ->
          List.of("continues", "entitlement", "parameters", "use", "startsAt", "breakGlass");
      default -> List.of(changed);
    };
  }

  private record Call(Sent sent, List<String> changed) {}

  private static Call call(Operation operation, Random random) {
    Map<String, Object> body = body(operation);
    Map<String, String> query = query(operation);
    Map<String, String> headers = new TreeMap<>();
    String id = operation.path().contains("/grants/") ? "g-0000000000000001" : "r-0000000000000001";
    List<String> changed = new ArrayList<>();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      List<String> parts = new ArrayList<>(operation.parts());
      parts.add("query sub");
      if (operation.takesJson()) {
        parts.add("body sub");
      }
      String part = parts.get(random.nextInt(parts.size()));
      String name = part.substring(part.indexOf(' ') + 1);
      Object value = VALUES.get(random.nextInt(VALUES.size()));
      switch (part.substring(0, part.indexOf(' '))) {
        case "body" -> {
          if (random.nextInt(4) == 0) {
            body.remove(name);
          } else {
            body.put(name, value);
          }
        }
        case "query" -> query.put(name, text(value));
        // A header without a value is none to any client.
        case "header" -> headers.put(name, header(value));
        default -> id = text(value);
      }
      if (!changed.contains(name)) {
        changed.add(name);
      }
    }
    Sent sent = Sent.to(operation.route()).as(caller(operation));
    if (operation.path().contains("{id}")) {
      sent = sent.id(id);
    }
    for (Map.Entry<String, String> one : query.entrySet()) {
      sent = sent.query(one.getKey(), one.getValue());
    }
    for (Map.Entry<String, String> one : headers.entrySet()) {
      sent = sent.header(one.getKey(), one.getValue());
    }
    if (operation.method().equals("put")) {
      sent = sent.text(Functions.FILE);
    } else if (operation.takesJson() && !(body.isEmpty() && random.nextBoolean())) {
      sent = sent.json(body);
    } else if (body(operation).size() > 0) {
      changed.add("body");
    }
    return new Call(sent, changed);
  }

  private static dev.tidegate.core.principal.Principal caller(Operation operation) {
    if (operation.path().contains("/policy")) {
      return Functions.ADA;
    }
    return operation.path().contains("/audit/") || operation.id().equals("list")
        ? Samples.SAM
        : Samples.ALICE;
  }

  private static Map<String, Object> body(Operation operation) {
    return new LinkedHashMap<>(
        switch (operation.id()) {
          case "submit", "explain" -> ApiSetup.ask();
          case "approve", "deny" -> Map.of("hash", "0".repeat(64), "comment", "seen");
          case "afterReview" -> Map.of("hash", "0".repeat(64), "verdict", "accept");
          case "revoke" -> Map.of("reason", "wrong table");
          case "rollBackPolicy" -> Map.of("hash", "0".repeat(64));
          default -> Map.of();
        });
  }

  private static Map<String, String> query(Operation operation) {
    Map<String, String> query = new TreeMap<>();
    if (operation.id().equals("listAuditEvents") || operation.id().equals("listCheckpoints")) {
      query.put("from", "2026-03-01T10:00:00Z");
      query.put("to", "2026-03-01T11:00:00Z");
    }
    return query;
  }

  private static String header(Object value) {
    String text = text(value).replaceAll("[^ -~]", "~");
    return text.isBlank() ? "~" : text;
  }

  private static String text(Object value) {
    return value instanceof Optional<?> ? "" : value.toString();
  }

  private static List<Object> values() {
    List<Object> values = new ArrayList<>();
    values.addAll(
        List.of(
            "",
            " ",
            "a",
            "orders",
            "orders-table-read",
            "x".repeat(64),
            "x".repeat(65),
            "ü",
            "a b"));
    values.addAll(List.of("x".repeat(128), "x".repeat(129), "x".repeat(1000), "x".repeat(1001)));
    values.addAll(
        List.of(
            "\ud83d\ude80".repeat(1000),
            "\ud83d\ude80".repeat(1001),
            "\ud83d\ude80".repeat(128),
            "\u200b\u200b",
            "\u3164",
            "\u2800 \u115f",
            "a\u0000b",
            "a\u0085",
            "\u0085",
            "two\nlines",
            "line\n",
            "tab\there",
            "\u202eabc",
            "漢字"));
    values.addAll(
        List.of(
            "0".repeat(64),
            "0".repeat(63),
            "G".repeat(64),
            "\"" + "0".repeat(64) + "\"",
            "\"" + "0".repeat(64),
            "*"));
    values.addAll(
        List.of(
            "1m", "0m", "h", "1h", "1h30m", "720h", "721h", "43200m", "43201m", "1H", "01h", "90"));
    values.addAll(
        List.of(
            "2026-03-02T22:00:00Z",
            "2026-02-29T22:00:00Z",
            "2028-02-29T22:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-03-01T24:00:00Z",
            "2026-12-31T23:59:60Z",
            "1969-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "+10000-01-01T00:00:00Z",
            "2026-03-02T22:00:00.5Z",
            "2026-03-02T22:00:00+01:00",
            "2026-03-02"));
    values.addAll(
        List.of(
            "incident", "hotfix", "nothing", "accept", "question", "mine", "waiting", "Approved"));
    values.addAll(
        List.of(
            "r-0000000000000001",
            "g-0000000000000001",
            "g-000000000000000u",
            "r-",
            "1",
            "0",
            "100",
            "101",
            "007",
            "-1",
            "AAAA",
            "%%%"));
    values.addAll(
        List.of(
            7,
            true,
            false,
            List.of(),
            List.of("a"),
            Map.of(),
            Map.of("table", "orders"),
            Map.of("table", "a\u0000"),
            Map.of("no name", "x"),
            Map.of("table", 7)));
    return List.copyOf(values);
  }
}
