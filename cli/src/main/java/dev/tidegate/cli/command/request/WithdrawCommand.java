package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate withdraw`: withdraws the caller's own request.
@Command(name = "withdraw", description = "Withdraw your own request; a grant made from it ends.")
public final class WithdrawCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "ID", description = "The request, or its grant.")
  String id = "";

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public WithdrawCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return client.headline(
        client.api().post("/v1/requests/" + IdArguments.request(id) + "/withdraw"));
  }
}
