package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.aws.AwsCredentials;
import dev.tidegate.cli.aws.ChildEnvironment;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Fetches the credentials of a grant and writes them to standard output. They are stored nowhere.
public final class CredentialOutput {
  private final ApiSession client;

  CredentialOutput(ApiSession client) {
    this.client = client;
  }

  /// Uses the settings and the sign-in of this profile, or of the default one.
  public static CredentialOutput of(CommandEnvironment shell, Optional<String> profile) {
    CommonOptions common = new CommonOptions();
    common.profile = profile;
    return new CredentialOutput(ApiSession.of(shell, common));
  }

  /// Writes the JSON that `credential_process` expects, on one line, and returns the exit code.
  public int credentials(String grant) {
    return fetch(grant, credentials -> List.of(JsonWriter.compact(credentials.json())));
  }

  /// Writes the environment of a command, for the launcher, and returns the exit code.
  ///
  /// @param region the region for the command; by default the one in its environment, then the one
  ///   in the settings
  public int environment(String grant, Optional<String> region) {
    CommandEnvironment shell = client.shell();
    if (shell.launcher().isEmpty()) {
      throw CommandFailure.of(ExitCode.LOCAL, "exec works through bin/tidegate only.");
    }
    boolean has =
        shell.variable("AWS_REGION").isPresent()
            || shell.variable("AWS_DEFAULT_REGION").isPresent();
    Optional<String> chosen = region.or(() -> has ? Optional.empty() : client.settings().region());
    return fetch(
        grant,
        credentials -> {
          List<String> lines = new ArrayList<>(ChildEnvironment.lines(credentials, chosen));
          lines.addAll(new EndWarning(shell).lines(credentials));
          return lines;
        });
  }

  private int fetch(String grant, Function<AwsCredentials, List<String>> form) {
    ApiAnswer answer = client.api().post("/v1/grants/" + IdArguments.grant(grant) + "/credentials");
    return answer.either(
        done -> {
          done.reply()
              .header("tidegate-warning")
              .map(PlainText::safe)
              .ifPresent(client.shell()::say);
          form.apply(AwsCredentials.of(done.json())).forEach(client.shell()::print);
          return ExitCode.OK.number();
        },
        client.report()::refused);
  }
}
