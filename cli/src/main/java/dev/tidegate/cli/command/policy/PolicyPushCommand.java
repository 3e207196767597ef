package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.policy.LintNote;
import dev.tidegate.cli.policy.LintRun;
import dev.tidegate.cli.policy.PolicyFile;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.policytools.KnownPeople;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate policy push`: puts a policy file in force, provided it has no errors.
@Command(
    name = "push",
    description =
        "Put a policy file in force: check it as 'policy lint' does, show what changes for whom,"
            + " ask, and push it over the version that was compared. One with errors is not"
            + " pushed.")
public final class PolicyPushCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "FILE", description = "The policy file (YAML, UTF-8).")
  Path file = Path.of("");

  @Option(
      names = "--expect",
      paramLabel = "HASH",
      description = "Push only while this version is the current one.")
  Optional<String> expect = Optional.empty();

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "Why, for the policy's history.")
  Optional<String> reason = Optional.empty();

  @Option(
      names = {"-y", "--yes"},
      description = "Show what changes, but do not ask.")
  boolean sure;

  @Option(
      names = "--check-accounts",
      description =
          "When it is in force, have its accounts checked and say which are not prepared: ends with"
              + " 16 then. For members of the security group.")
  boolean checkAccounts;

  @Mixin PeopleOptions people = new PeopleOptions();
  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyPushCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return switch (PolicyFile.read(file)) {
      case PolicyFile.Broken(List<LintNote> notes) -> refused(client, notes);
      case PolicyFile.Sound sound ->
          new PolicyFileLoader(client.report())
              .people(people.file, directory -> check(client, sound, directory));
    };
  }

  private int check(ApiSession client, PolicyFile.Sound sound, Optional<KnownPeople> directory) {
    List<LintNote> notes = LintRun.of(sound, directory.orElse(new KnownPeople(List.of(), false)));
    if (LintNote.errors(notes) > 0) {
      return refused(client, notes);
    }
    notes.forEach(note -> shell.say(note.text()));
    PolicyChange change = new PolicyChange(shell, client, directory);
    return change.version(
        Optional.empty(),
        before -> {
          change.confirm(before, sound, "Put this policy in force?", sure);
          Optional<String> over = expect.or(() -> before.map(PolicyChange.Version::hash));
          ApiAnswer answer =
              client
                  .api()
                  .put(path(), "application/yaml", sound.text(), over.filter(PolicyChange::known));
          int ended = change.inForce(answer, file.toString());
          return checkAccounts && ended == ExitCode.OK.number()
              ? new AccountCheck(shell, client).run()
              : ended;
        });
  }

  /// Shows findings of this program in the same form as findings of the server.
  private static int refused(ApiSession client, List<LintNote> notes) {
    List<String> words = new ArrayList<>(notes.stream().map(LintNote::text).toList());
    words.add("tidegate: " + LintNote.count(notes) + "; what was current stays current.");
    return client.report().refused(ExitCode.NOT_ACCEPTED, LintNote.json(notes), words);
  }

  private String path() {
    return reason
        .map(why -> "/v1/policy?" + Addresses.form(Map.of("reason", why)))
        .orElse("/v1/policy");
  }
}
