package dev.tidegate.cli.http;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// Checks and builds addresses that a secret may be sent to: https, or plain http to this machine.
public final class Addresses {
  private Addresses() {}

  /// Parses an address that came from a person or a server.
  ///
  /// @param what its name in the failure message, for example `--api`
  public static URI secure(String what, String text) {
    URI address;
    try {
      address = new URI(text.strip());
    } catch (URISyntaxException _) {
      throw CommandFailure.of(
          ExitCode.USAGE, what + " is not a URL.", "give it as https://host/path");
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    if (address.getHost() == null || address.getUserInfo() != null) {
      throw CommandFailure.of(
          ExitCode.USAGE,
          what + " is not a URL with a plain host name.",
          "give it as https://host/path");
    }
    if (scheme.equals("https") || (scheme.equals("http") && loopback(host))) {
      return address;
    }
    throw CommandFailure.of(
        ExitCode.USAGE,
        what + " must be https: a token sent in clear could be read on the way.",
        "plain http is accepted for this machine only (127.0.0.1, localhost)");
  }

  /// Returns `path` below `base`, keeping the base's own path.
  public static URI below(URI base, String path) {
    String start = base.toString();
    return URI.create(
        start.endsWith("/") ? start.substring(0, start.length() - 1) + path : start + path);
  }

  /// Encodes names and values as a query string or form.
  public static String form(Map<String, String> values) {
    StringJoiner joined = new StringJoiner("&");
    values.forEach((name, value) -> joined.add(encode(name) + "=" + encode(value)));
    return joined.toString();
  }

  /// Encodes one value as a path segment or form value.
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static boolean loopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || host.equals("[::1]");
  }
}
