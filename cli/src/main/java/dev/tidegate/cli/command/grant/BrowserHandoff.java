package dev.tidegate.cli.command.grant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Opens a secret address in the browser without putting it on a command line, which every user of
/// the machine can read. The browser is sent to a port on 127.0.0.1, which redirects it once.
final class BrowserHandoff implements AutoCloseable {
  private final HttpServer server;
  private final URI target;
  private final String path = "/" + UUID.randomUUID();
  private final AtomicBoolean given = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);

  BrowserHandoff(URI target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw CommandFailure.of(
          ExitCode.LOCAL, "Cannot listen on 127.0.0.1: " + e.getMessage() + ".");
    }
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  boolean taken(Duration limit) {
    try {
      return done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean first =
        path.equals(exchange.getRequestURI().getPath())
            && exchange.getRequestMethod().equals("GET")
            && given.compareAndSet(false, true);
    try (exchange) {
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      if (first) {
        exchange.getResponseHeaders().set("Location", target.toString());
      }
      exchange.sendResponseHeaders(first ? 302 : 404, -1);
    }
    if (first) {
      done.countDown();
    }
  }
}
