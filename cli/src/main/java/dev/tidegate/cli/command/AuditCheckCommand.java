package dev.tidegate.cli.command;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.http.Reply;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate audit check`: holds the target accounts against the grants, now.
@Command(
    name = "check",
    description =
        "Have every target account checked now: what it holds against the grants. Prints the id of"
            + " the check; what it finds is in the record. For the admin group and the security"
            + " group.")
public final class AuditCheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public AuditCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return switch (client.api().post("/v1/audit/check")) {
      case Answer.Refused(Problem problem) -> client.report().refused(problem);
      case Answer.Done(Reply reply) -> done(client, reply.json().orElse(Json.object().build()));
    };
  }

  private static int done(Client client, Json answer) {
    String run = answer.text("run").orElse("");
    return client
        .report()
        .done(
            answer,
            List.of(
                "Check "
                    + run
                    + " is queued. When it is done the record has an audit.checked of"
                    + " this run."));
  }
}
