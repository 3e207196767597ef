package dev.tidegate.cli.shell;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Opens an address in the person's browser.
@FunctionalInterface
public interface Browser {
  /// Opens an address and returns whether a browser was started. The address is visible to every
  /// user of the machine in the process list, so it must not be a secret.
  boolean open(URI address);

  /// Returns the browser of this desktop: `$BROWSER`, by default `open` on macOS and `xdg-open`
  /// elsewhere.
  static Browser desktop(Map<String, String> environment) {
    return address -> {
      String chosen = environment.getOrDefault("BROWSER", "");
      boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
      String program = !chosen.isBlank() ? chosen : mac ? "open" : "xdg-open";
      try {
        new ProcessBuilder(List.of(program, address.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        return true;
      } catch (IOException _) {
        return false;
      }
    };
  }
}
