package dev.tidegate.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Python interpreter, version 3.10 or newer, that can create virtual environments.
///
/// `TIDEGATE_PYTHON` may name one; otherwise the usual names are looked up on the `PATH`. Each
/// candidate is run first, since it may be a shim without an interpreter.
record Python(Path executable, int minor) {
  private static final int OLDEST = 10;
  private static final List<String> NAMES =
      List.of(
          "python3",
          "python3.13",
          "python3.12",
          "python3.11",
          "python3.10",
          "python3.14",
          "python");
  private static final Pattern ANSWER = Pattern.compile("3\\.(\\d+) (\\S.*)");
  private static final String QUESTION =
      "import sys, venv, ensurepip; print('3.%d %s' % (sys.version_info[1], sys.executable)"
          + " if sys.version_info[0] == 3 else 'old')";

  /// Returns the interpreter. Throws when there is none; the message says what to install.
  static Python find() {
    Optional<String> named =
        Optional.ofNullable(System.getenv("TIDEGATE_PYTHON")).filter(s -> !s.isBlank());
    Stream<String> names = named.map(Stream::of).orElseGet(NAMES::stream);
    return names
        .map(Python::ask)
        .flatMap(Optional::stream)
        .filter(python -> python.minor() >= OLDEST)
        .findFirst()
        .orElseThrow(() -> new LocalAwsException(advice(named)));
  }

  private static String advice(Optional<String> named) {
    String tried =
        named
            .map(name -> "TIDEGATE_PYTHON=" + name + " is not one")
            .orElse("tried " + String.join(", ", NAMES));
    return "The laptop's AWS needs Python 3.10 or newer with venv, and none was found ("
        + tried
        + "). Install it (Debian, Ubuntu: `apt install python3 python3-venv`; macOS: `brew install"
        + " python`) or name one in TIDEGATE_PYTHON.";
  }

  private static Optional<Python> ask(String name) {
    try {
      Process process = new ProcessBuilder(name, "-c", QUESTION).redirectErrorStream(true).start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      Matcher matcher = ANSWER.matcher(answer);
      return process.exitValue() == 0 && matcher.matches()
          ? Optional.of(new Python(Path.of(matcher.group(2)), Integer.parseInt(matcher.group(1))))
          : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalAwsException("Interrupted while looking for Python.", interrupted);
    }
  }
}
