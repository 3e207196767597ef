package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.command.request.ExplainCommand;
import dev.tidegate.cli.command.request.RequestOptions;
import dev.tidegate.cli.policy.PolicyExplanation;
import dev.tidegate.cli.policy.PolicyFile;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.text.Times;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.wire.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate policy explain`: shows what a policy file would decide for somebody, and why. Unlike
/// `tidegate explain`, it asks no server.
@Command(
    name = "explain",
    description =
        "Show what a policy file says to a request, and why: who must approve, what the session"
            + " will be able to do and what not. Ends with 4 when it says no. Asks no server;"
            + " 'tidegate explain' asks the one that is in force.")
public final class PolicyExplainCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(index = "0", paramLabel = "FILE", description = "The policy file.")
  Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "ENTITLEMENT", description = "What is asked for.")
  String entitlement = "";

  @Mixin CallerOptions situation = new CallerOptions();
  @Mixin RequestOptions ask = new RequestOptions();
  @Mixin PeopleOptions people = new PeopleOptions();
  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyExplainCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    PolicyFileLoader desk = new PolicyFileLoader(new CommandOutput(shell, common.json));
    RequestedAccess whole = CallerOptions.ask(entitlement, ask);
    return desk.policy(
        file, sound -> desk.people(people.file, directory -> show(desk, sound, whole, directory)));
  }

  private int show(
      PolicyFileLoader desk,
      PolicyFile.Sound sound,
      RequestedAccess whole,
      Optional<KnownPeople> directory) {
    Instant when = situation.when(shell.clock().instant());
    Json json = PolicyExplanation.of(sound.policy(), situation.who(directory, when), whole, when);
    return desk.end(
        ExplainCommand.code(json), json, ExplainCommand.words(new Times(when, shell.zone()), json));
  }
}
