package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate revoke`: ends a grant early.
@Command(
    name = "revoke",
    description =
        "End a grant early: its live sessions are cut, and no others. Asks nothing, because it may"
            + " be urgent.")
public final class RevokeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      required = true,
      description = "Why; it goes on record.")
  String reason = "";

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public RevokeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    Json body = Json.object().put("reason", reason).build();
    return client.headline(client.api().post("/v1/grants/" + Ids.grant(id) + "/revoke", body));
  }
}
