package dev.tidegate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/// Stands in for the AWS sign-in federation endpoint, which the emulator lacks.
///
/// `Action=getSigninToken` (GET or POST) takes `Session`, asks STS whose credentials these are and
/// returns a token. Credentials that STS refuses, and any `SessionDuration` (AWS refuses it for
/// chained credentials), get 400 and an HTML page, as on AWS. `Action=login` with the token answers
/// with a page that shows whose session it is. A token is valid for 15 minutes. Neither tokens nor
/// credentials are logged.
final class SignInEndpoint implements AutoCloseable {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Session(String arn, Instant until) {}

  private record Answer(int status, String type, String body) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final Clients clients;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> tokens = new ConcurrentHashMap<>();

  private SignInEndpoint(HttpServer server, ExecutorService threads, Clients clients, Clock clock) {
    this.server = server;
    this.threads = threads;
    this.clients = clients;
    this.clock = clock;
  }

  static SignInEndpoint start(Clients clients, Clock clock) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
      ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
      SignInEndpoint endpoint = new SignInEndpoint(server, threads, clients, clock);
      server.createContext("/federation", endpoint::handle);
      server.setExecutor(threads);
      server.start();
      return endpoint;
    } catch (IOException failed) {
      throw new LocalAwsException(
          "The stand-in for the sign-in endpoint could not be started.", failed);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/federation");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> parameters = new LinkedHashMap<>();
      add(parameters, Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
      add(
          parameters,
          new String(exchange.getRequestBody().readNBytes(65_536), StandardCharsets.UTF_8));
      Answer answer =
          switch (parameters.getOrDefault("Action", "")) {
            case "getSigninToken" -> token(parameters, clock.instant());
            case "login" -> login(parameters, clock.instant());
            default -> refusal("Unknown Action");
          };
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer token(Map<String, String> parameters, Instant now) {
    if (parameters.containsKey("SessionDuration")) {
      return refusal("SessionDuration is not possible with credentials from role chaining");
    }
    try {
      JsonNode session = JSON.readTree(parameters.getOrDefault("Session", ""));
      AwsSessionCredentials credentials =
          AwsSessionCredentials.create(
              session.path("sessionId").asText(),
              session.path("sessionKey").asText(),
              session.path("sessionToken").asText());
      String arn = whose(credentials);
      tokens.values().removeIf(known -> !known.until().isAfter(now));
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      String token = HexFormat.of().formatHex(bytes);
      tokens.put(token, new Session(arn, now.plus(TOKEN_LIFE)));
      return new Answer(
          200, "application/json", JSON.writeValueAsString(Map.of("SigninToken", token)));
    } catch (JsonProcessingException | SdkException | IllegalArgumentException invalid) {
      return refusal("Invalid credentials parameter");
    }
  }

  private String whose(AwsSessionCredentials credentials) {
    try (StsClient sts =
        clients.of(StsClient.builder(), StaticCredentialsProvider.create(credentials))) {
      return sts.getCallerIdentity().arn();
    }
  }

  private Answer login(Map<String, String> parameters, Instant now) {
    Session session = tokens.get(parameters.getOrDefault("SigninToken", ""));
    if (session == null || !session.until().isAfter(now)) {
      return refusal("The sign-in token is unknown or older than 15 minutes");
    }
    String page =
        "<!doctype html><title>AWS console stand-in</title><h1>Signed in</h1><p>You are <code>"
            + escape(session.arn())
            + "</code>.</p><p>On AWS this would be <code>"
            + escape(parameters.getOrDefault("Destination", ""))
            + "</code>.</p>";
    return new Answer(200, "text/html; charset=utf-8", page);
  }

  private static Answer refusal(String why) {
    return new Answer(
        400,
        "text/html; charset=utf-8",
        "<!doctype html><title>Error</title><h1>400</h1><p>" + escape(why) + "</p>");
  }

  private static void add(Map<String, String> parameters, String form) {
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
