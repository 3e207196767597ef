package dev.tidegate.cli.shell;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads answers from the person at the terminal.
public interface Prompt {
  /// Reads one line from standard input; empty at its end.
  Optional<String> line();

  /// Reads one line without echoing it; empty when there is no terminal.
  Optional<String> secret(String question);

  /// Returns a prompt on the real terminal.
  static Prompt terminal(InputStream in) {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    return new Prompt() {
      @Override
      public Optional<String> line() {
        try {
          return Optional.ofNullable(reader.readLine());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public Optional<String> secret(String question) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
          return Optional.empty();
        }
        char[] typed = console.readPassword("%s", question);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
      }
    };
  }
}
