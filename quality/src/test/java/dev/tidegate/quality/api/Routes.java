package dev.tidegate.quality.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The routes of the template, and the function each leads to.
final class Routes {
  private static final Pattern ROUTE =
      Pattern.compile(
          "RouteKey: (?<key>[A-Z]+ \\S+)\\s+Target: !Sub \"integrations/\\$\\{(?<name>[A-Za-z]+)"
              + "Integration\\}\"");

  private Routes() {}

  /// Returns function names by route keys.
  static Map<String, String> of(Path template) {
    Map<String, String> routes = new TreeMap<>();
    try {
      Matcher matcher = ROUTE.matcher(Files.readString(template));
      while (matcher.find()) {
        routes.put(matcher.group("key"), matcher.group("name").toLowerCase(Locale.ROOT));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return routes;
  }
}
