package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.command.Report;
import dev.tidegate.cli.command.request.AskOptions;
import dev.tidegate.cli.command.request.ExplainCommand;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.policy.Explained;
import dev.tidegate.cli.policy.PolicyFile;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.Times;
import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.policytools.Directory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate policy explain`: what a policy file would say to somebody, and why.
@Command(
    name = "explain",
    description =
        "Show what a policy file says to a request, and why: who must approve, what the session"
            + " will be able to do and what not. Ends with 4 when it says no. Asks no server;"
            + " 'tidegate explain' asks the one that is in force.")
public final class PolicyExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "FILE", description = "The policy file.")
  Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "ENTITLEMENT", description = "What is asked for.")
  String entitlement = "";

  @Mixin Situations situation = new Situations();
  @Mixin AskOptions ask = new AskOptions();
  @Mixin People people = new People();
  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public PolicyExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PolicyDesk desk = new PolicyDesk(new Report(surroundings, common.json));
    Ask whole = Situations.ask(entitlement, ask);
    return desk.policy(
        file, sound -> desk.people(people.file, directory -> show(desk, sound, whole, directory)));
  }

  private int show(
      PolicyDesk desk, PolicyFile.Sound sound, Ask whole, Optional<Directory> directory) {
    Instant when = situation.when(surroundings.clock().instant());
    Json json = Explained.of(sound.policy(), situation.who(directory, when), whole, when);
    return desk.end(
        ExplainCommand.code(json),
        json,
        ExplainCommand.words(new Times(when, surroundings.zone()), json));
  }
}
