package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.record.PublicKeys;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate audit key`: prints the public key that exports are verified with.
@Command(
    name = "key",
    description =
        "Print the public key that checkpoints are signed by, in PEM. Fetch it once and keep it"
            + " apart from the exports; with --json its fingerprint, too. For the security group.")
public final class AuditKeyCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public AuditKeyCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return switch (client.api().get("/v1/audit/key")) {
      case ApiAnswer.Refused(ServerProblem problem) -> client.report().refused(problem);
      case ApiAnswer.Done(HttpReply reply) -> done(client, reply.body());
    };
  }

  private static int done(ApiSession client, String pem) {
    PublicKey key =
        PublicKeys.read(pem)
            .orElseThrow(
                () ->
                    CommandFailure.of(
                        ExitCode.INTERNAL,
                        "The server's answer is not a public key in PEM on P-256.",
                        "check the API address: tidegate login --api"));
    Json document =
        Json.object().put("pem", pem).put("sha256", PublicKeys.fingerprint(key)).build();
    return client.report().done(document, List.of(pem.strip()));
  }
}
