package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.text.ActivityText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate activity`: shows what was done with a grant, as seen by CloudTrail.
@Command(
    name = "activity",
    description =
        "Show what was done with a grant, as CloudTrail recorded it, beside what the grant gave."
            + " It is minutes late.")
public final class ActivityCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public ActivityCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return client.show(
        client.api().get("/v1/grants/" + IdArguments.grant(id) + "/activity"),
        json -> new ActivityText(client.times()).lines(json));
  }
}
