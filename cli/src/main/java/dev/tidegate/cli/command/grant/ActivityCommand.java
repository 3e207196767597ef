package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.ActivityText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate activity`: what was done with a grant.
@Command(
    name = "activity",
    description =
        "Show what was done with a grant, as CloudTrail recorded it, beside what the grant gave."
            + " It is minutes late.")
public final class ActivityCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public ActivityCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return client.show(
        client.api().get("/v1/grants/" + Ids.grant(id) + "/activity"),
        json -> new ActivityText(client.times()).lines(json));
  }
}
