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
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

/// Stands before the laptop's AWS and asks somebody else how to answer each request. What is passed
/// on keeps its host and its signature. It serves until the tests are over.
final class AwsProxy {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final LocalAws aws;
  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// Answers one request.
  interface Answer {
    void to(HttpExchange exchange, byte[] body) throws IOException;
  }

  AwsProxy(LocalAws aws, Answer answer) throws IOException {
    this.aws = aws;
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.to(exchange, exchange.getRequestBody().readAllBytes());
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Returns the same request to AWS itself.
  HttpRequest passedOn(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(aws.endpoint().toString() + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (ofTheMessage(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static void respond(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (ofTheMessage(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    respond(exchange, response.statusCode(), response.body());
  }

  static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static boolean ofTheMessage(String header) {
    return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }
}
