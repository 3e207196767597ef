package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate credentials`: writes the JSON that `credential_process` expects, and nothing else, to
/// standard output.
@Command(
    name = "credentials",
    description =
        "Print credentials of a grant as credential_process wants them. They are a secret, and are"
            + " kept nowhere.")
public final class CredentialsCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public CredentialsCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    return new CredentialOutput(ApiSession.of(shell, common)).credentials(id);
  }
}
