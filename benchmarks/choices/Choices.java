import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// What reading one event, and wiring five objects, costs a JVM that has just started: each choice
/// in a fresh JVM, in turn with one that does nothing; the median of ten.
public final class Choices {
  private static final int RUNS = 10;

  private static final String EVENT =
      """
      {"version":"2.0","routeKey":"POST /v1/requests","rawPath":"/v1/requests","rawQueryString":"",
      "headers":{"authorization":"***","content-type":"application/json","idempotency-key":"k-1"},
      "requestContext":{"accountId":"111111111111","apiId":"a","authorizer":{"jwt":{"claims":{
      "cognito:groups":"[orders-dev]","iss":"https://issuer","sub":"alice","exp":"1794000000"},
      "scopes":["tidegate/use"]}},"http":{"method":"POST","path":"/v1/requests","sourceIp":"1.2.3.4"},
      "requestId":"r","stage":"$default","timeEpoch":1794000000000},
      "body":"{}","isBase64Encoded":false}
      """;

  private Choices() {}

  public static void main(String[] choice) throws Exception {
    if (choice.length == 0) {
      compare();
      return;
    }
    switch (choice[0]) {
      case "nothing" -> {}
      case "JSON: jackson-core, a tree of maps" -> tree();
      case "JSON: jackson-databind" -> new ObjectMapper().readValue(EVENT, Map.class);
      case "JSON: Gson" -> new Gson().fromJson(EVENT, Map.class);
      case "wiring: constructors" -> new Handler(new Verb(new Store(), new Issuer()), new Views());
      case "wiring: Guice" ->
          Guice.createInjector(new AbstractModule() {}).getInstance(Handler.class);
      case "wiring: Spring" -> spring();
      default -> throw new IllegalArgumentException(choice[0]);
    }
  }

  private static void compare() throws IOException, InterruptedException {
    System.out.println("| choice | ms more than a JVM that does nothing | ratio to it |");
    System.out.println("|---|---:|---:|");
    for (String choice :
        List.of(
            "JSON: jackson-core, a tree of maps",
            "JSON: jackson-databind",
            "JSON: Gson",
            "wiring: constructors",
            "wiring: Guice",
            "wiring: Spring")) {
      List<Double> with = new ArrayList<>();
      List<Double> without = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        without.add(millis("nothing"));
        with.add(millis(choice));
      }
      double one = median(with);
      double other = median(without);
      System.out.printf(Locale.ROOT, "| %s | %.0f | %.1f |%n", choice, one - other, one / other);
    }
  }

  private static double millis(String choice) throws IOException, InterruptedException {
    long start = System.nanoTime();
    int status =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "Choices",
                choice)
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException(choice + ": exit status " + status);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((RUNS - 1) / 2) + sorted.get(RUNS / 2)) / 2;
  }

  private static void tree() throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(EVENT)) {
      parser.nextToken();
      if (!(value(parser) instanceof Map<?, ?> map) || map.size() != 8) {
        throw new IllegalStateException("not read");
      }
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser));
        }
        return fields;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        return items;
      }
      default -> {
        return parser.getText();
      }
    }
  }

  private static void spring() {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.register(Store.class, Issuer.class, Views.class, Verb.class, Handler.class);
      context.refresh();
      context.getBean(Handler.class);
    }
  }

  /// Holds cases.
  public static final class Store {
    private final Map<String, String> cases = new HashMap<>();

    public int size() {
      return cases.size();
    }

    @Inject
    public Store() {}
  }

  /// Issues sessions.
  public static final class Issuer {
    @Inject
    public Issuer() {}
  }

  /// Writes answers.
  public static final class Views {
    @Inject
    public Views() {}
  }

  /// Does one thing.
  public record Verb(Store store, Issuer issuer) {
    @Inject
    public Verb {}
  }

  /// Translates.
  public record Handler(Verb verb, Views views) {
    @Inject
    public Handler {}
  }
}
