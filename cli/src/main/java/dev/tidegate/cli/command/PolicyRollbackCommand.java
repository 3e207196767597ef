package dev.tidegate.cli.command;

import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate policy rollback`: puts an earlier version in force again.
@Command(name = "rollback", description = "Put an earlier version of the policy in force again.")
public final class PolicyRollbackCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "HASH",
      description = "The version; 'tidegate policy versions' lists them.")
  String hash = "";

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "Why, for the policy's history.")
  Optional<String> reason = Optional.empty();

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public PolicyRollbackCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    Json body = Json.object().put("hash", hash).put("reason", reason).build();
    return client.show(
        client.api().post("/v1/policy/rollback", body),
        json -> List.of(PolicyPushCommand.PolicyText.inForce(json)));
  }
}
