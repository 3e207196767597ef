package dev.tidegate.cli.shell;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Everything outside the program that a command may touch. Tests pass their own.
///
/// @param environment environment variables
/// @param home the person's home folder
/// @param out standard output, for the result and nothing else
/// @param err standard error, for progress, questions and failures
/// @param launcher the `bin/tidegate` script that started this process, if any
public record CommandEnvironment(
    Map<String, String> environment,
    Path home,
    InstantSource clock,
    ZoneId zone,
    PrintStream out,
    PrintStream err,
    Prompt prompt,
    Pause pause,
    Browser browser,
    Optional<Path> launcher) {

  public CommandEnvironment {
    environment = Map.copyOf(environment);
  }

  /// Returns the environment of this process.
  public static CommandEnvironment real() {
    Map<String, String> environment = System.getenv();
    return new CommandEnvironment(
        environment,
        Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "."))),
        Clock.systemUTC(),
        ZoneId.systemDefault(),
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out),
            false,
            StandardCharsets.UTF_8),
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8),
        Prompt.terminal(System.in),
        length -> Thread.sleep(length),
        Browser.desktop(environment),
        Optional.ofNullable(System.getProperty("tidegate.launcher")).map(Path::of));
  }

  /// Returns an environment variable, or empty when it is unset or blank.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// Writes a line of the result to standard output.
  public void print(String line) {
    out.println(line);
  }

  /// Writes a line of progress or explanation to standard error.
  public void say(String line) {
    err.println(line);
  }
}
