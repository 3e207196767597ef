package dev.tidegate.quality.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.quality.Repository;
import dev.tidegate.wire.api.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `infrastructure/openapi.yaml` says what the functions do, no more and no less.
class ApiDescriptionTest {
  private static final Path ROOT = Repository.root();
  private static final Description DESCRIPTION =
      Description.read(ROOT.resolve("infrastructure/openapi.yaml"));
  private static final Map<String, Operation> OPERATIONS = DESCRIPTION.operations();
  private static final Map<String, String> ROUTES = Routes.of(ROOT.resolve("template.yaml"));

  static List<Exchanges.Exchange> exchanges() {
    return Exchanges.all();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void everyAnswerIsAsDescribed(Exchanges.Exchange exchange) {
    Functions functions = new Functions(ROUTES);
    Sent sent = exchange.call().apply(functions);
    assertThat(sent.route()).isEqualTo(exchange.route());

    Answered answered = functions.send(sent);

    Operation operation = operation(exchange.route());
    boolean fine = answered.response().getStatusCode() < 400;
    String outcome =
        fine ? Integer.toString(answered.response().getStatusCode()) : answered.text("code");
    assertThat(outcome).as(answered.raw()).isEqualTo(exchange.expected());
    assertThat(operation.errors(answered)).as(answered.raw()).isEmpty();
    if (fine) {
      assertThat(operation.errors(sent)).as(sent.body()).isEmpty();
    }
  }

  @Test
  void whatAFunctionRefusesForItsFormIsNotAsDescribed() {
    Set<String> form = Set.of("unknown-field", "missing-field", "invalid-field", "malformed-json");
    List<Exchanges.Exchange> accepted =
        exchanges().stream()
            .filter(exchange -> form.contains(exchange.expected()))
            .filter(
                exchange -> {
                  Sent sent = exchange.call().apply(new Functions(ROUTES));
                  return operation(exchange.route()).errors(sent).isEmpty();
                })
            .toList();

    assertThat(accepted).isEmpty();
  }

  @Test
  void everyAnswerThatIsDescribedIsGiven() {
    Set<String> described = new TreeSet<>();
    for (Operation operation : OPERATIONS.values()) {
      operation.problems().forEach(code -> described.add(operation.route() + " -> " + code));
      operation.statuses().stream()
          .filter(status -> status.startsWith("2"))
          .forEach(status -> described.add(operation.route() + " -> " + status));
    }
    Set<String> given = new TreeSet<>();
    exchanges().forEach(exchange -> given.add(exchange.toString()));

    assertThat(given).isEqualTo(described);
  }

  @Test
  void everyProblemOfAnOperationHasItsStatusThere() {
    for (Operation operation : OPERATIONS.values()) {
      Set<String> expected = new TreeSet<>();
      operation.problems().forEach(word -> expected.add(Integer.toString(code(word).status())));
      Set<String> statuses = new TreeSet<>(operation.statuses());
      statuses.removeIf(status -> status.startsWith("2"));
      assertThat(statuses).as(operation.route()).isEqualTo(expected);
    }
  }

  @Test
  void theTemplateRoutesEveryOperationAndNothingElse() {
    assertThat(ROUTES.keySet()).isEqualTo(new TreeSet<>(OPERATIONS.keySet()));
  }

  @Test
  void everyCodeIsDescribed() {
    assertThat(DESCRIPTION.codes())
        .isEqualTo(Arrays.stream(ProblemCode.values()).map(ProblemCode::word).toList());
  }

  @Test
  void everyExampleIsAsItsSchemaSays() {
    assertThat(DESCRIPTION.examples()).hasSizeGreaterThan(10);
    DESCRIPTION
        .examples()
        .forEach(
            (schema, example) ->
                assertThat(DESCRIPTION.errors(schema, example)).as(schema).isEmpty());
  }

  @Test
  void theReferenceTellsOfEveryRouteAndCode() throws IOException {
    String reference = Files.readString(ROOT.resolve("docs/api.md"));
    Set<String> routes = new TreeSet<>();
    Matcher heading = Pattern.compile("(?m)^### `([A-Z]+ /v1/[^`?]*)`").matcher(reference);
    while (heading.find()) {
      routes.add(heading.group(1));
    }

    assertThat(routes).isEqualTo(ROUTES.keySet());
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(reference).contains("| `" + code.word() + "` | " + code.status() + " |");
    }
  }

  private static Operation operation(String route) {
    assertThat(OPERATIONS).containsKey(route);
    return OPERATIONS.getOrDefault(route, OPERATIONS.values().iterator().next());
  }

  private static ProblemCode code(String word) {
    return Arrays.stream(ProblemCode.values())
        .filter(code -> code.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no code " + word));
  }
}
