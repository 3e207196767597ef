package dev.tidegate.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Takes the time from starting a function's process to its first answer, as Lambda would see it:
/// the zip's own `bootstrap` and AWS's runtime client fetch one event and post what the handler
/// answers. [AWS: Lambda DG, "Using the Lambda runtime API"]
///
/// AWS itself is a server on this machine that answers every call at once with an empty object, so
/// that a function reads its case, finds none, and says so: all of its classes for a first call are
/// loaded, and no network is measured.
final class FirstAnswer implements AutoCloseable {
  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
  private static final int SECONDS = 60;

  /// Nothing, but for the signature that `checkpoints` asks KMS for.
  private static final String EMPTY = "{\"Signature\":\"MAYCAQECAQE=\"}";

  private final Path runtimeClient;
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String event = "{}";
  private volatile CompletableFuture<Long> answered = new CompletableFuture<>();

  /// @param runtimeClient the folder with the jars of AWS's runtime client
  FirstAnswer(Path runtimeClient) throws IOException {
    this.runtimeClient = runtimeClient;
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(INVOCATION + "next", this::next);
    server.createContext(INVOCATION, this::answer);
    server.createContext("/", FirstAnswer::emptyObject);
    server.start();
  }

  /// Returns the milliseconds from the start of the process to its first answer.
  ///
  /// @param unpacked the folder that the zip was unpacked to
  double millis(
      Path unpacked, String handler, Map<String, String> variables, String sent, List<String> jvm)
      throws IOException {
    event = sent;
    answered = new CompletableFuture<>();
    ProcessBuilder builder =
        new ProcessBuilder("sh", unpacked.resolve("bootstrap").toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.putAll(variables);
    environment.putAll(ofTheRuntime(unpacked, handler, jvm));
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      return (answered.get(SECONDS, TimeUnit.SECONDS) - began) / 1e6;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(handler + " gave no answer", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Map<String, String> ofTheRuntime(Path unpacked, String handler, List<String> jvm) {
    String address = "127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("AWS_LAMBDA_RUNTIME_API", address);
    all.put("AWS_ENDPOINT_URL", "http://" + address);
    all.put("AWS_LAMBDA_FUNCTION_NAME", "example");
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    all.put("LAMBDA_TASK_ROOT", unpacked.toString());
    all.put("_HANDLER", handler + "::handleRequest");
    all.put("TIDEGATE_JAVA", Processes.java());
    all.put("TIDEGATE_JAVA_OPTS", String.join(" ", jvm) + " --enable-native-access=ALL-UNNAMED");
    all.put("TIDEGATE_RUNTIME_CLIENT", runtimeClient.resolve("*").toString());
    return all;
  }

  /// Hands the event out once for each process; a second request waits until the end.
  private void next(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (answered.isDone()) {
        closed.await();
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Aws-Request-Id", "00000000-0000-0000-0000-000000000001");
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:x");
      exchange
          .getResponseHeaders()
          .set(
              "Lambda-Runtime-Deadline-Ms",
              Long.toString(System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(SECONDS)));
      send(exchange, 200, event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestURI().getPath().endsWith("/error")) {
        answered.completeExceptionally(
            new IllegalStateException(new String(body, StandardCharsets.UTF_8)));
      }
      answered.complete(now);
      send(exchange, 202, "{}");
    }
  }

  private static void emptyObject(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean invoke = exchange.getRequestURI().getPath().endsWith("/invocations");
      send(exchange, invoke ? 202 : 200, EMPTY);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
