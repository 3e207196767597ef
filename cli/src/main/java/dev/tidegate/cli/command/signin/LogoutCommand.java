package dev.tidegate.cli.command.signin;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.signin.TokenFile;
import dev.tidegate.cli.signin.TokenRenewal;
import dev.tidegate.cli.signin.Tokens;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate logout`: revokes the refresh token at the issuer, and deletes the saved tokens whether
/// or not that succeeds.
@Command(
    name = "logout",
    description =
        "Forget the sign-in, and give the refresh token back to the issuer. Grants stay as they"
            + " are.")
public final class LogoutCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public LogoutCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    TokenFile file = client.tokens();
    boolean givenBack =
        read(file)
            .map(tokens -> new TokenRenewal(client.http(), file).giveBack(tokens))
            .orElse(true);
    boolean was = file.delete();
    if (!givenBack) {
      shell.say(
          "The issuer did not take the refresh token back; it stays good there until it runs out.");
    }
    Json document =
        Json.object()
            .put("signedIn", new Json.Bool(false))
            .put("was", new Json.Bool(was))
            .put("givenBack", new Json.Bool(givenBack))
            .build();
    return client.report().done(document, List.of(was ? "Signed out." : "You were not signed in."));
  }

  /// Reads the tokens, empty when the file is unsafe or unreadable: it is deleted all the same.
  private static Optional<Tokens> read(TokenFile file) {
    try {
      return file.read();
    } catch (CommandFailure _) {
      return Optional.empty();
    }
  }
}
