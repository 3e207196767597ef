package dev.tidegate.e2e;

import com.sun.net.httpserver.HttpExchange;
import dev.tidegate.local.LocalAws;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Stands between `end-grant` and IAM: says at once that a policy was put, and puts it some time
/// later, as AWS does when a change takes its time to arrive everywhere.
final class LateIam implements AutoCloseable {
  private static final String DONE =
      """
      <PutRolePolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\
      <ResponseMetadata><RequestId>late</RequestId></ResponseMetadata></PutRolePolicyResponse>\
      """;
  private static final String FUNCTION = "end-grant";
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_IAM";

  private final DeployedFunctions functions;
  private final Duration late;
  private final AwsProxy proxy;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, String> environment;
  private volatile boolean over;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private LateIam(LocalAws aws, Duration late) throws IOException {
    this.functions = new DeployedFunctions(aws);
    this.late = late;
    this.proxy = new AwsProxy(aws, this::answer);
    this.environment = functions.environment(FUNCTION);
    Map<String, String> with = new HashMap<>(environment);
    with.put(ENDPOINT, proxy.url());
    functions.configure(FUNCTION, with);
  }

  /// From now on what `end-grant` puts has its effect `late` after IAM said so.
  static LateIam start(LocalAws aws, Duration late) throws IOException {
    return new LateIam(aws, late);
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest request = proxy.passedOn(exchange, body);
    if (!over && new String(body, StandardCharsets.UTF_8).contains("Action=PutRolePolicy")) {
      later.schedule(() -> put(request), late.toMillis(), TimeUnit.MILLISECONDS);
      exchange.getResponseHeaders().set("content-type", "text/xml");
      AwsProxy.respond(exchange, 200, DONE.getBytes(StandardCharsets.UTF_8));
    } else {
      AwsProxy.respond(exchange, proxy.send(request));
    }
  }

  private void put(HttpRequest request) {
    HttpResponse<byte[]> response = proxy.send(request);
    if (response.statusCode() != 200) {
      failures.add(
          response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
  }

  /// The proxy stays, and hands on what comes at once: a worker of the function that was starting
  /// meanwhile still knows its address.
  @Override
  public void close() {
    functions.configure(FUNCTION, environment);
    over = true;
    later.shutdown();
    if (!failures.isEmpty()) {
      throw new AssertionError("put late, and not taken: " + failures);
    }
  }
}
