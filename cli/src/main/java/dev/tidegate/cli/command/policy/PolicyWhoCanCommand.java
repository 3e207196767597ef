package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.policy.PolicyFile;
import dev.tidegate.cli.policy.WhoCanOutput;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.SimilarNames;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.wire.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate policy who-can`: lists who can get an entitlement, and whose approval they need.
@Command(
    name = "who-can",
    description =
        "Show who could get an entitlement, in which ways, and who could approve. Asks no server.")
public final class PolicyWhoCanCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(index = "0", paramLabel = "FILE", description = "The policy file.")
  Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "ENTITLEMENT",
      description = "The entitlement; one for several accounts means all of them.")
  String entitlement = "";

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = "Only in this account, by name or id.")
  Optional<String> account = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Only what is open then, for example 2026-03-02T10:00:00Z: hours and turns of rotas are"
              + " looked at.")
  Optional<String> at = Optional.empty();

  @Mixin PeopleOptions people = new PeopleOptions();
  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyWhoCanCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Optional<Instant> then = at.map(text -> CallerOptions.instant("--at", text));
    PolicyFileLoader desk = new PolicyFileLoader(new CommandOutput(shell, common.json));
    return desk.policy(
        file,
        sound ->
            desk.people(
                people.file,
                directory ->
                    show(
                        desk,
                        sound,
                        directory.orElseGet(() -> KnownPeople.ofGroups(sound.policy())),
                        then)));
  }

  private int show(
      PolicyFileLoader desk,
      PolicyFile.Sound sound,
      KnownPeople directory,
      Optional<Instant> then) {
    List<WhoCanOutput> found =
        WhoCanOutput.to(sound.policy(), entitlement, account, directory, then);
    if (found.isEmpty()) {
      throw CommandFailure.of(
          ExitCode.NOT_FOUND,
          "There is no entitlement "
              + entitlement
              + account.map(name -> " in an account " + name).orElse("")
              + " in "
              + file
              + SimilarNames.question(
                  entitlement,
                  sound.policy().entitlements().stream().map(Entitlement::name).toList())
              + ".");
    }
    return desk.end(
        ExitCode.OK,
        Json.object()
            .put("entitlements", new Json.Arr(found.stream().map(WhoCanOutput::json).toList()))
            .build(),
        found.stream().flatMap(one -> one.lines().stream()).toList());
  }
}
