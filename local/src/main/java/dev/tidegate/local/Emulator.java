package dev.tidegate.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One emulator process on a free loopback port, with IAM enforced.
///
/// It keeps data in memory and files in its run folder, and does not see the AWS settings of the
/// user who starts it. It ends with this JVM even when that is killed, because it watches a pipe
/// that only this JVM holds open.
final class Emulator implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(5);
  private static final int PORTS_TO_TRY = 5;
  private static final String START = "emulator.py";
  private static final List<String> CORRECTIONS =
      List.of(
          "__init__",
          "documents",
          "functions",
          "identity",
          "late",
          "leading_keys",
          "names",
          "options",
          "queues",
          "request",
          "schedules",
          "sessions",
          "stacks");

  private final Process process;
  private final int port;
  private final RunFolder folder;

  private Emulator(Process process, int port, RunFolder folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  RunFolder folder() {
    return folder;
  }

  Path log() {
    return folder.path().resolve("emulator.log");
  }

  boolean alive() {
    return process.isAlive();
  }

  static Emulator start(
      PythonEnvironment python, Path home, Map<String, String> functions, Progress progress) {
    for (int attempt = 1; ; attempt++) {
      Emulator emulator = launch(python, home, functions);
      Optional<String> failure = emulator.awaitReady(progress);
      if (failure.isEmpty()) {
        return emulator;
      }
      emulator.close();
      // Another process may take the port between the check and its use.
      if (attempt == PORTS_TO_TRY || !failure.get().contains("already in use")) {
        throw new LocalAwsException("The emulator did not start: " + failure.get());
      }
    }
  }

  private static Emulator launch(
      PythonEnvironment python, Path home, Map<String, String> functions) {
    try {
      int port = freePort();
      RunFolder folder = RunFolder.make(home, port);
      Path temporary = Files.createDirectory(folder.path().resolve("tmp"));
      Files.createDirectory(folder.path().resolve("corrections"));
      copy(START, folder.path());
      for (String correction : CORRECTIONS) {
        copy("corrections/" + correction + ".py", folder.path());
      }
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(python.python().toString(), folder.path().resolve(START).toString()));
      Map<String, String> environment = builder.environment();
      Optional<String> path = Optional.ofNullable(environment.get("PATH"));
      Optional<String> user = Optional.ofNullable(environment.get("HOME"));
      environment.clear();
      path.ifPresent(value -> environment.put("PATH", value));
      user.ifPresent(value -> environment.put("HOME", value));
      environment.put("LANG", "C.UTF-8");
      environment.put("TMPDIR", temporary.toString());
      environment.put("PYTHONUNBUFFERED", "1");
      environment.put("AUTH", "true");
      environment.put("BIND_HOST", "127.0.0.1");
      environment.put("GATEWAY_PORT", Integer.toString(port));
      environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port);
      environment.put("MINISTACK_REGION", LocalAws.REGION.id());
      environment.put("AWS_DEFAULT_REGION", LocalAws.REGION.id());
      environment.put("AWS_CONFIG_FILE", temporary.resolve("no-config").toString());
      environment.put(
          "AWS_SHARED_CREDENTIALS_FILE", temporary.resolve("no-credentials").toString());
      environment.put("AWS_EC2_METADATA_DISABLED", "true");
      // Turns off listeners on fixed ports that nothing here uses.
      environment.put("IOT_MTLS_ENABLED", "0");
      environment.put("SFTP_ENABLED", "0");
      environment.putAll(functions);
      Process process =
          builder
              .directory(folder.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.path().resolve("emulator.log").toFile())
              .start();
      return new Emulator(process, port, folder);
    } catch (IOException failed) {
      throw new LocalAwsException("The emulator could not be started in " + home + ".", failed);
    }
  }

  private static void copy(String script, Path folder) throws IOException {
    try (InputStream content =
        Objects.requireNonNull(Emulator.class.getResourceAsStream(script), script)) {
      Files.copy(content, folder.resolve(script));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Waits until it answers; returns empty then, otherwise the reason why it does not.
  private Optional<String> awaitReady(Progress progress) {
    HttpRequest question =
        HttpRequest.newBuilder(endpoint().resolve("/_ministack/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long started = System.nanoTime();
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      for (int round = 1; ; round++) {
        if (!process.isAlive()) {
          return Optional.of("it ended with exit code " + process.exitValue() + ". " + lastLines());
        }
        if (answers(client, question)) {
          return Optional.empty();
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - started);
        if (waited.compareTo(READY_LIMIT) > 0) {
          return Optional.of("it did not answer within " + READY_LIMIT.toSeconds() + " s.");
        }
        if (round % 50 == 0) {
          progress.line("  waiting for the emulator, " + waited.toSeconds() + " s");
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted.");
    }
  }

  private static boolean answers(HttpClient client, HttpRequest question)
      throws InterruptedException {
    try {
      return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String lastLines() {
    try {
      String text = Files.readString(log(), StandardCharsets.UTF_8).strip();
      return text.substring(Math.max(0, text.length() - 600));
    } catch (IOException unreadable) {
      return "";
    }
  }

  /// Stops the emulator and every function that it runs. Idempotent.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(12, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (IOException closed) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      folder.close();
    }
  }
}
