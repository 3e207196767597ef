package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.shell.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate withdraw`: takes one's own request back.
@Command(
    name = "withdraw",
    description = "Take your own request back; access that came of it ends.")
public final class WithdrawCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "The request, or its grant.")
  String id = "";

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public WithdrawCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return client.headline(client.api().post("/v1/requests/" + Ids.request(id) + "/withdraw"));
  }
}
