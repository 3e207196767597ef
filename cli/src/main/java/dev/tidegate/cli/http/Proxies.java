package dev.tidegate.cli.http;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Chooses the proxy for an address from `HTTPS_PROXY` and `NO_PROXY` (or their lower-case forms),
/// which the JVM does not read by itself.
///
/// Plain http goes to this machine only, never through a proxy. Proxies that require a user name
/// and password are not supported.
public record Proxies(Map<String, String> environment) {
  public Proxies {
    environment = Map.copyOf(environment);
  }

  /// Returns the proxy for this address, or `NO_PROXY` for a direct connection.
  Proxy of(URI address) {
    Optional<String> proxy = variable("HTTPS_PROXY");
    if (!"https".equalsIgnoreCase(address.getScheme()) || proxy.isEmpty() || excepted(address)) {
      return Proxy.NO_PROXY;
    }
    String text = proxy.get().contains("://") ? proxy.get() : "http://" + proxy.get();
    try {
      URI at = new URI(text);
      if (at.getHost() != null && at.getUserInfo() == null) {
        return new Proxy(
            Proxy.Type.HTTP,
            InetSocketAddress.createUnresolved(at.getHost(), at.getPort() < 0 ? 80 : at.getPort()));
      }
    } catch (URISyntaxException _) {
      // Reported below without the value: it may hold a password.
    }
    throw CommandFailure.of(
        ExitCode.LOCAL,
        "HTTPS_PROXY is not of the form http://host:port.",
        "a name and password in it are not supported");
  }

  private boolean excepted(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    for (String entry : List.of(variable("NO_PROXY").orElse("").split(","))) {
      String name = entry.strip().toLowerCase(Locale.ROOT);
      String suffix = name.startsWith(".") ? name : "." + name;
      if (name.equals("*") || (!name.isEmpty() && (host.equals(name) || host.endsWith(suffix)))) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }
}
