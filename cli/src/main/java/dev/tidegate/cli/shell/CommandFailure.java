package dev.tidegate.cli.shell;

import java.util.Optional;

/// Something that stops the command: an exit code, one sentence for the person, and what to do
/// about it.
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

  /// A fault that nothing can be said about beyond the sentence.
  public static CommandFailure of(ExitCode code, String sentence) {
    return new CommandFailure(code, sentence, Optional.empty());
  }

  /// A fault with the next step to take.
  public static CommandFailure of(ExitCode code, String sentence, String fix) {
    return new CommandFailure(code, sentence, Optional.of(fix));
  }

  /// What the process ends with.
  public ExitCode code() {
    return code;
  }

  /// What happened.
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /// What to do now.
  public Optional<String> fix() {
    return fix;
  }
}
