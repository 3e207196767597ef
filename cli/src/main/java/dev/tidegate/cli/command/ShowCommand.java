package dev.tidegate.cli.command;

import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.api.RequestView;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.RequestText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate show`: everything about one request.
@Command(
    name = "show",
    description =
        "Show one request: who, what, when, why, the decision, the answers, the grant and the event"
            + " trail.")
public final class ShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "The request, or its grant.")
  String id = "";

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public ShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return client.show(
        client.api().get("/v1/requests/" + Ids.request(id)),
        json -> new RequestText(client.times()).full(new RequestView(json)));
  }
}
