package dev.tidegate.cli.shell;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Asks the person something.
public interface Prompt {
  /// One line from standard input; empty when there is no more.
  Optional<String> line();

  /// One line that is not shown while it is typed; empty when no terminal is there to ask on.
  Optional<String> secret(String question);

  /// The real terminal.
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
