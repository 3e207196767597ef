package dev.tidegate.cli.command;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Ids;
import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.aws.AwsCredentials;
import dev.tidegate.cli.json.JsonText;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidegate credentials`: the JSON that `credential_process` wants, and nothing else, on standard
/// output.
@Command(
    name = "credentials",
    description =
        "Print credentials of a grant as credential_process wants them. They are a secret, and are"
            + " kept nowhere.")
public final class CredentialsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public CredentialsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return switch (client.api().post("/v1/grants/" + Ids.grant(id) + "/credentials")) {
      case Answer.Refused(Problem problem) -> client.report().refused(problem);
      case Answer.Done done -> {
        surroundings.print(JsonText.compact(AwsCredentials.of(done.json()).json()));
        yield ExitCode.OK.number();
      }
    };
  }
}
