package dev.tidegate.cli.http;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;

/// Sends one call and returns its reply. Redirects are not followed, so a token never goes to
/// another host.
///
/// Uses `HttpURLConnection`, which starts fastest (docs/designs/0004-command-line.md). Fails with
/// exit code 7 on a reply over 8 MB, without a connection after 5 s, and without an answer after 35
/// s.
public final class Http {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(35);
  private static final int LARGEST = 8 * 1024 * 1024;

  static {
    // Otherwise the JDK silently sends a POST a second time when a kept-alive connection breaks.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final Proxies proxies;

  /// Connects through these proxies.
  public Http(Proxies proxies) {
    this.proxies = proxies;
  }

  /// Sends the call and returns the reply, whatever its status.
  public HttpReply send(HttpCall call) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) call.address().toURL().openConnection(proxies.of(call.address()));
      try {
        return exchange(connection, call);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      throw unreachable(call.address(), e);
    }
  }

  private static HttpReply exchange(HttpURLConnection connection, HttpCall call)
      throws IOException {
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) READ.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod(call.method());
    call.headers().forEach(connection::setRequestProperty);
    if (call.body().isPresent()) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(call.body().get());
      }
    } else if (call.method().equals("POST")) {
      connection.setDoOutput(true);
      connection.getOutputStream().close();
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      byte[] body = in == null ? new byte[0] : in.readNBytes(LARGEST + 1);
      if (body.length > LARGEST) {
        throw new IOException("the answer is larger than 8 MB");
      }
      return new HttpReply(status, headers(connection), new String(body, StandardCharsets.UTF_8));
    }
  }

  private static Map<String, String> headers(HttpURLConnection connection) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> header : connection.getHeaderFields().entrySet()) {
      if (header.getKey() != null) {
        headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join(", ", header.getValue()));
      }
    }
    return headers;
  }

  private static CommandFailure unreachable(URI address, IOException cause) {
    String host = address.getAuthority();
    String why =
        switch (cause) {
          case UnknownHostException _ -> "no such host: " + host;
          case ConnectException _ -> "nothing answers at " + host;
          case SocketTimeoutException _ -> host + " did not answer in time";
          case SSLException e -> "no secure connection to " + host + ": " + e.getMessage();
          case IOException e -> "the connection to " + host + " broke: " + e.getMessage();
        };
    return CommandFailure.of(
        ExitCode.UNREACHABLE,
        "Cannot reach the server: " + why + ".",
        "check the network, then try again");
  }
}
