package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.wire.json.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate policy rollback`: puts an earlier version in force again.
@Command(
    name = "rollback",
    description =
        "Put an earlier version of the policy in force again: show what changes for whom, ask, and"
            + " do it over the version that was compared.")
public final class PolicyRollbackCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(
      paramLabel = "HASH",
      description = "The version; 'tidegate policy versions' lists them.")
  String hash = "";

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "Why, for the policy's history.")
  Optional<String> reason = Optional.empty();

  @Option(
      names = {"-y", "--yes"},
      description = "Show what changes, but do not ask.")
  boolean sure;

  @Mixin PeopleOptions people = new PeopleOptions();
  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyRollbackCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return new PolicyFileLoader(client.report())
        .people(
            people.file, directory -> rollBack(client, new PolicyChange(shell, client, directory)));
  }

  private int rollBack(ApiSession client, PolicyChange change) {
    Json body = Json.object().put("hash", hash).put("reason", reason).build();
    return change.version(
        Optional.of(hash),
        to ->
            change.version(
                Optional.empty(),
                before -> {
                  change.confirm(
                      before, to.orElseThrow().file(), "Put this version in force again?", sure);
                  return change.inForce(
                      client
                          .api()
                          .post(
                              "/v1/policy/rollback",
                              body,
                              before.map(PolicyChange.Version::hash).filter(PolicyChange::known)),
                      "version " + hash);
                }));
  }
}
