package dev.tidegate.cli;

import dev.tidegate.cli.FakeServer.Asked;
import dev.tidegate.cli.FakeServer.Given;
import dev.tidegate.cli.shell.Browser;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.Prompt;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A person with a home folder, a clock that moves only when something waits, and a fake API. The
/// command line runs in it exactly as in a process, from `Main` on.
final class World implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
  static final String ID = "0123456789abcdef";
  static final String HASH = "a1".repeat(32);

  /// One run of the command line.
  record Run(int code, String out, String err) {
    Json json() {
      return JsonReader.ANSWER
          .tree(out)
          .orElseThrow(() -> new AssertionError("not one JSON document: " + out));
    }
  }

  final Path home;
  final Map<String, String> environment = new HashMap<>();
  final Deque<String> typed = new ArrayDeque<>();
  final Deque<String> secrets = new ArrayDeque<>();
  final List<Duration> pauses = new ArrayList<>();
  final List<URI> opened = new ArrayList<>();
  final FakeServer api = new FakeServer(this::answer);
  final Map<String, Function<Asked, Given>> routes = new HashMap<>();
  Browser browser = World::visit;
  Optional<Path> launcher = Optional.of(Path.of("/opt/tidegate/bin/tidegate"));
  Instant now = NOON;

  /// After how many pauses somebody presses Ctrl-C.
  int interruptedAfter = Integer.MAX_VALUE;

  World(Path home) {
    this.home = home;
    environment.put("TIDEGATE_API", api.address().toString());
    environment.put("TIDEGATE_TOKEN", "outside-token");
  }

  /// Answers one call of the API, for example `POST /v1/requests`.
  World on(String call, int status, String body) {
    return on(call, _ -> Given.json(status, body));
  }

  World on(String call, Function<Asked, Given> answer) {
    routes.put(call, answer);
    return this;
  }

  Run run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandEnvironment shell =
        new CommandEnvironment(
            environment,
            home,
            () -> now,
            ZoneId.of("Europe/Berlin"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            prompt(),
            this::pause,
            address -> opened.add(address) && browser.open(address),
            launcher);
    int code = Main.run(shell, args);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Bodies of the calls of this kind, in order.
  List<Json> sent(String call) {
    return api.asked().stream()
        .filter(asked -> (asked.method() + " " + asked.path()).equals(call))
        .map(asked -> JsonReader.ANSWER.tree(asked.body()).orElse(Json.object().build()))
        .toList();
  }

  Path tokens() {
    return home.resolve(".config/tidegate/tokens/default.json");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    api.close();
  }

  /// What a browser does: follows redirects, starting on another thread.
  static boolean visit(URI address) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
                connection.getResponseCode();
                connection.disconnect();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return true;
  }

  private void pause(Duration length) throws InterruptedException {
    pauses.add(length);
    if (pauses.size() >= interruptedAfter) {
      throw new InterruptedException();
    }
    now = now.plus(length);
  }

  private Prompt prompt() {
    return new Prompt() {
      @Override
      public Optional<String> line() {
        return Optional.ofNullable(typed.poll());
      }

      @Override
      public Optional<String> secret(String question) {
        return Optional.ofNullable(secrets.poll());
      }
    };
  }

  private Given answer(Asked asked) {
    Function<Asked, Given> route = routes.get(asked.method() + " " + asked.path());
    return route == null ? Given.json(404, "{\"message\":\"Not Found\"}") : route.apply(asked);
  }
}
