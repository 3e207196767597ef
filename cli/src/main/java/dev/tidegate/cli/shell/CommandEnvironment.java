package dev.tidegate.cli.shell;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Everything outside the program that a command may touch; tests give their own.
///
/// @param environment environment variables
/// @param home the person's home folder
/// @param out what scripts read: the result and nothing else
/// @param err what people read beside it: progress, questions, faults
/// @param launcher the `bin/tidegate` that started us, when one did
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

  /// The real ones.
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

  /// The variable, when it is set to something.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// A line of the result.
  public void print(String line) {
    out.println(line);
  }

  /// A line beside the result.
  public void say(String line) {
    err.println(line);
  }
}
