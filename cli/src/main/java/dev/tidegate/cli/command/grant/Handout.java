package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.aws.AwsCredentials;
import dev.tidegate.cli.aws.ChildEnvironment;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.json.JsonText;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Fetches the credentials of a grant and writes them for whoever wants them. They are kept
/// nowhere.
public final class Handout {
  private final Client client;

  Handout(Client client) {
    this.client = client;
  }

  /// Works with the settings and the sign-in of this name, or the usual ones.
  public static Handout of(Surroundings surroundings, Optional<String> profile) {
    Common common = new Common();
    common.profile = profile;
    return new Handout(Client.of(surroundings, common));
  }

  /// The JSON that `credential_process` wants, on one line.
  public int credentials(String grant) {
    return fetch(grant, credentials -> List.of(JsonText.compact(credentials.json())));
  }

  /// The environment of a command, for the launcher.
  ///
  /// @param region for the command; otherwise the one it has, otherwise the one in the settings
  public int environment(String grant, Optional<String> region) {
    Surroundings surroundings = client.surroundings();
    if (surroundings.launcher().isEmpty()) {
      throw Fault.of(ExitCode.LOCAL, "exec works through bin/tidegate only.");
    }
    boolean has =
        surroundings.variable("AWS_REGION").isPresent()
            || surroundings.variable("AWS_DEFAULT_REGION").isPresent();
    Optional<String> chosen = region.or(() -> has ? Optional.empty() : client.settings().region());
    return fetch(
        grant,
        credentials -> {
          List<String> lines = new ArrayList<>(ChildEnvironment.lines(credentials, chosen));
          lines.addAll(new EndWarning(surroundings).lines(credentials));
          return lines;
        });
  }

  private int fetch(String grant, Function<AwsCredentials, List<String>> form) {
    Answer answer = client.api().post("/v1/grants/" + Ids.grant(grant) + "/credentials");
    return answer.either(
        done -> {
          done.reply()
              .header("tidegate-warning")
              .map(Plain::safe)
              .ifPresent(client.surroundings()::say);
          form.apply(AwsCredentials.of(done.json())).forEach(client.surroundings()::print);
          return ExitCode.OK.number();
        },
        client.report()::refused);
  }
}
