package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate policy show`: prints the policy file that is in force, byte for byte.
@Command(name = "show", description = "Print the policy file that is in force, byte for byte.")
public final class PolicyShowCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Option(
      names = "--version",
      paramLabel = "HASH",
      description = "An earlier version; 'tidegate policy versions' lists them.")
  Optional<String> version = Optional.empty();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyShowCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    Map<String, String> query = version.map(hash -> Map.of("version", hash)).orElse(Map.of());
    return switch (client.api().get("/v1/policy", query)) {
      case ApiAnswer.Refused(ServerProblem problem) -> client.report().refused(problem);
      case ApiAnswer.Done(HttpReply reply) -> common.json ? document(client, reply) : bytes(reply);
    };
  }

  private static int document(ApiSession client, HttpReply reply) {
    Json document =
        Json.object()
            .put("hash", reply.header("etag").map(tag -> tag.replace("\"", "")))
            .put("policy", reply.body())
            .build();
    return client.report().done(document, List.of());
  }

  private int bytes(HttpReply reply) {
    shell.out().print(reply.body());
    return ExitCode.OK.number();
  }
}
