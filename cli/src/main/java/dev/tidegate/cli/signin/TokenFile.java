package dev.tidegate.cli.signin;

import dev.tidegate.cli.config.Folder;
import dev.tidegate.cli.config.PrivateFiles;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The tokens of one profile on disk, readable by their owner alone.
public record TokenFile(Path file) {
  /// Returns the file of a profile.
  public static TokenFile of(Folder folder, String profile) {
    return new TokenFile(folder.tokens(profile));
  }

  /// Returns the tokens, or empty when nobody is signed in.
  public Optional<Tokens> read() {
    return PrivateFiles.read(file)
        .map(
            text ->
                Tokens.read(text)
                    .orElseThrow(
                        () ->
                            CommandFailure.of(
                                ExitCode.NOT_SIGNED_IN,
                                file + " cannot be read.",
                                "run: tidegate login")));
  }

  /// Replaces the tokens.
  public void write(Tokens tokens) {
    PrivateFiles.write(file, tokens.write());
  }

  /// Deletes the tokens and returns whether there were any.
  public boolean delete() {
    return PrivateFiles.delete(file);
  }

  /// Runs the action while no other process renews these tokens.
  public <T> T locked(Supplier<T> action) {
    return PrivateFiles.locked(file, action);
  }
}
