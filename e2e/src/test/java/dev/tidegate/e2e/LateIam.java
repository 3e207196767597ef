package dev.tidegate.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.local.LocalAws;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Stands between `end-grant` and IAM: says at once that a policy was put, and puts it some time
/// later, as AWS does when a change takes its time to arrive everywhere.
final class LateIam implements AutoCloseable {
  private static final String DONE =
      """
      <PutRolePolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\
      <ResponseMetadata><RequestId>late</RequestId></ResponseMetadata></PutRolePolicyResponse>\
      """;
  private static final Set<String> NOT_PASSED_ON =
      Set.of("content-length", "connection", "expect", "upgrade", "transfer-encoding");
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_IAM";

  private final LocalAws aws;
  private final Duration late;
  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, String> environment;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private LateIam(LocalAws aws, Duration late) throws IOException {
    this.aws = aws;
    this.late = late;
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    try (LambdaClient lambda = lambda()) {
      this.environment =
          new HashMap<>(
              lambda
                  .getFunctionConfiguration(r -> r.functionName(function()))
                  .environment()
                  .variables());
    }
    Map<String, String> with = new HashMap<>(environment);
    with.put(ENDPOINT, "http://127.0.0.1:" + server.getAddress().getPort());
    configure(with);
  }

  /// From now on what `end-grant` puts has its effect `late` after IAM said so.
  static LateIam start(LocalAws aws, Duration late) throws IOException {
    return new LateIam(aws, late);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpRequest request = passedOn(exchange, body);
      if (new String(body, StandardCharsets.UTF_8).contains("Action=PutRolePolicy")) {
        later.schedule(() -> put(request), late.toMillis(), TimeUnit.MILLISECONDS);
        respond(exchange, 200, DONE.getBytes(StandardCharsets.UTF_8));
      } else {
        HttpResponse<byte[]> response = send(request);
        respond(exchange, response.statusCode(), response.body());
      }
    }
  }

  private void put(HttpRequest request) {
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() != 200) {
      failures.add(
          response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
  }

  private HttpRequest passedOn(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(aws.endpoint() + "/"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private void configure(Map<String, String> variables) {
    try (LambdaClient lambda = lambda()) {
      lambda.updateFunctionConfiguration(
          r -> r.functionName(function()).environment(e -> e.variables(variables)));
    }
  }

  private LambdaClient lambda() {
    return aws.clients().of(LambdaClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT));
  }

  private String function() {
    return aws.outputs().get("function.end-grant");
  }

  @Override
  public void close() {
    configure(environment);
    later.shutdown();
    server.stop(0);
    http.close();
    if (!failures.isEmpty()) {
      throw new AssertionError("put late, and not taken: " + failures);
    }
  }
}
