package dev.tidegate.cli.shell;

import java.util.Optional;

/// Stops the command with an exit code, one sentence for the person, and optionally a fix.
///
/// The sentence is shown as it is, so it never holds a token, a password or a key.
public final class CommandFailure extends RuntimeException {
  private final ExitCode code;
  private final Optional<String> fix;

  private CommandFailure(ExitCode code, String sentence, Optional<String> fix) {
    super(sentence, null, false, false);
    this.code = code;
    this.fix = fix;
  }

  /// Creates a failure without a suggested fix.
  public static CommandFailure of(ExitCode code, String sentence) {
    return new CommandFailure(code, sentence, Optional.empty());
  }

  /// Creates a failure with the next step to take.
  public static CommandFailure of(ExitCode code, String sentence, String fix) {
    return new CommandFailure(code, sentence, Optional.of(fix));
  }

  /// Returns the exit code of the process.
  public ExitCode code() {
    return code;
  }

  /// Returns what happened, in one sentence.
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /// Returns what to do now, when something can be suggested.
  public Optional<String> fix() {
    return fix;
  }
}
