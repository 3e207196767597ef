package dev.tidegate.cli.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A web server on 127.0.0.1 that receives one redirect from the browser and then stops.
final class Loopback implements AutoCloseable {
  private static final String PAGE =
      "<!doctype html><html lang=en><meta"
          + " charset=utf-8><title>Tidegate</title><style>body{font:1.2em system-ui;margin:4em"
          + " auto;max-width:30em}</style><p>%s</p></html>";

  private final HttpServer server;
  private final URI redirect;
  private final String state;
  private final BlockingQueue<Map<String, String>> answers = new LinkedBlockingQueue<>();

  private Loopback(HttpServer server, URI registered, String state) {
    this.server = server;
    this.redirect =
        URI.create(
            "http://"
                + registered.getHost()
                + ":"
                + server.getAddress().getPort()
                + registered.getPath());
    this.state = state;
    server.createContext("/", this::handle);
    server.start();
  }

  /// Listens on the first of these addresses whose port is free.
  ///
  /// @param state the value that the redirect must carry
  static Loopback at(CallbackAddresses callbacks, String state) {
    for (URI address : callbacks.addresses()) {
      try {
        return new Loopback(
            HttpServer.create(new InetSocketAddress("127.0.0.1", address.getPort()), 0),
            address,
            state);
      } catch (IOException _) {
        // The port is taken; the next one may be free.
      }
    }
    throw CommandFailure.of(
        ExitCode.LOCAL,
        "The browser could not come back: none of these is free: "
            + String.join(", ", callbacks.addresses().stream().map(URI::toString).toList())
            + ".",
        "free one of the ports, or set others that the issuer knows with --callback");
  }

  /// Returns the address to which the issuer redirects the browser.
  URI redirect() {
    return redirect;
  }

  /// Waits for the redirect and returns its parameters.
  Map<String, String> await(Duration limit) {
    @Nullable Map<String, String> answer;
    try {
      answer = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      throw CommandFailure.of(ExitCode.NOT_SIGNED_IN, "The sign-in was broken off.");
    }
    if (answer == null) {
      throw CommandFailure.of(
          ExitCode.TIMED_OUT,
          "Nobody signed in within " + limit.toMinutes() + " minutes.",
          "run the command again; without a browser here, try: tidegate login --device");
    }
    if (!state.equals(answer.get("state"))) {
      throw CommandFailure.of(
          ExitCode.NOT_SIGNED_IN,
          "The browser came back with the answer to another sign-in; it was not used.",
          "run: tidegate login");
    }
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /// Answers the browser before it releases the command, so that the page arrives before the server
  /// stops.
  private void handle(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    boolean redirected =
        redirect.getPath().equals(asked.getPath()) && exchange.getRequestMethod().equals("GET");
    Map<String, String> answer =
        redirected ? parameters(String.valueOf(asked.getRawQuery())) : Map.of();
    boolean good = state.equals(answer.get("state")) && answer.containsKey("code");
    try (exchange) {
      if (good) {
        page(exchange, 200, "Done. Close this window and go back to the terminal.");
      } else if (redirected) {
        page(exchange, 400, "Not signed in. The terminal says why.");
      } else {
        page(exchange, 404, "Nothing is here.");
      }
    }
    if (redirected) {
      answers.add(answer);
    }
  }

  private static void page(HttpExchange exchange, int status, String sentence) throws IOException {
    byte[] body = PAGE.formatted(sentence).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : List.of(query.split("&", -1))) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
