package dev.tidegate.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the packaged `tidegate` takes from start to end, against an API on this machine that
/// answers at once.
///
/// The start-up cache is made before anything is timed; the rows without it say so.
final class CliStartUp implements AutoCloseable {
  private static final String GRANT = "g-0123456789abcdef";
  private static final String ANSWER =
      "{\"Version\":1,\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"example\",\"SessionToken\":\"example\","
          + "\"Expiration\":\"2026-01-01T00:00:00Z\",\"items\":[]}";
  private static final int SECONDS_FOR_THE_CACHE = 120;

  private final String program;
  private final Path cache;
  private final HttpServer api;

  CliStartUp(Path root, Path scratch) throws IOException {
    this.program = root.resolve("cli/target/tidegate/bin/tidegate").toString();
    this.cache = scratch.resolve("cache");
    this.api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    api.createContext("/", CliStartUp::answer);
    api.start();
  }

  /// The commands to time, by what to call them.
  Map<String, Processes.Command> commands() throws IOException {
    Map<String, Processes.Command> commands = new LinkedHashMap<>();
    for (List<String> line : List.of(List.of("credentials", GRANT), List.of("list"))) {
      Processes.Command cached = command(line, cache.toString());
      Processes.once(cached);
      String name = "`tidegate " + line.getFirst() + "`";
      commands.put(name, cached);
      commands.put(name + ", no start-up cache", command(line, "off"));
    }
    awaitCaches(2);
    return commands;
  }

  @Override
  public void close() {
    api.stop(0);
  }

  private Processes.Command command(List<String> line, String cacheFolder) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TIDEGATE_API", "http://127.0.0.1:" + api.getAddress().getPort());
    environment.put("TIDEGATE_TOKEN", "example");
    environment.put("TIDEGATE_CACHE", cacheFolder);
    environment.put("TIDEGATE_JAVA_HOME", System.getProperty("java.home"));
    return new Processes.Command(
        Stream.concat(Stream.of(program), line.stream()).toList(), environment);
  }

  private void awaitCaches(int wanted) throws IOException {
    for (int second = 0; second < SECONDS_FOR_THE_CACHE; second++) {
      try (Stream<Path> files = Files.list(cache)) {
        List<Path> found = files.toList();
        if (found.size() == wanted
            && found.stream().allMatch(file -> file.toString().endsWith(".aot"))) {
          return;
        }
      }
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException(
        "the start-up caches were not made in " + SECONDS_FOR_THE_CACHE + " s");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
