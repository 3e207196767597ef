package dev.tidegate.adapters.lambda;

import java.util.Map;
import java.util.Optional;

/// The environment of a function, read by name.
///
/// A missing variable is an error that names it, so that a misconfigured function fails when it
/// starts and not when somebody calls it. The names are in docs/designs/0001-shape.md.
public record Env(Map<String, String> variables) {
  public Env {
    variables = Map.copyOf(variables);
  }

  /// Returns the environment of this process.
  public static Env ofProcess() {
    return new Env(System.getenv());
  }

  /// Returns a required variable.
  ///
  /// @throws IllegalStateException when it is missing or empty; the message names it
  public String required(String name) {
    return optional(name)
        .orElseThrow(
            () -> new IllegalStateException("the environment variable " + name + " is not set"));
  }

  /// Returns a variable; empty when it is missing or blank.
  public Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /// Returns the names that are set; never the values, since some are secrets.
  @Override
  public String toString() {
    return "Env" + variables.keySet();
  }
}
