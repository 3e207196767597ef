package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.wire.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate revoke`: ends a grant early.
@Command(
    name = "revoke",
    description =
        "End a grant early: its live sessions are revoked, and no others. Asks nothing, because it"
            + " may be urgent.")
public final class RevokeCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      required = true,
      description = "Why; it goes on record.")
  String reason = "";

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public RevokeCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    Json body = Json.object().put("reason", reason).build();
    return client.headline(
        client.api().post("/v1/grants/" + IdArguments.grant(id) + "/revoke", body));
  }
}
