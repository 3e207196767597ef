package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.command.Report;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.policy.Access;
import dev.tidegate.cli.policy.PolicyFile;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.SimilarNames;
import dev.tidegate.policytools.Directory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate policy who-can`: who could get something, alone or with whom.
@Command(
    name = "who-can",
    description =
        "Show who could get an entitlement, in which ways, and who could approve. Asks no server.")
public final class PolicyWhoCanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

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

  @Mixin People people = new People();
  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public PolicyWhoCanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Optional<Instant> then = at.map(text -> Situations.instant("--at", text));
    PolicyDesk desk = new PolicyDesk(new Report(surroundings, common.json));
    return desk.policy(
        file,
        sound ->
            desk.people(
                people.file,
                directory ->
                    show(
                        desk,
                        sound,
                        directory.orElseGet(() -> Directory.ofGroups(sound.policy())),
                        then)));
  }

  private int show(
      PolicyDesk desk, PolicyFile.Sound sound, Directory directory, Optional<Instant> then) {
    List<Access> found = Access.to(sound.policy(), entitlement, account, directory, then);
    if (found.isEmpty()) {
      throw Fault.of(
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
            .put("entitlements", new Json.Arr(found.stream().map(Access::json).toList()))
            .build(),
        found.stream().flatMap(one -> one.lines().stream()).toList());
  }
}
