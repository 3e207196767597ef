package dev.tidegate.cli.command.grant;

import dev.tidegate.cli.api.IdArguments;
import dev.tidegate.cli.aws.AwsConfig;
import dev.tidegate.cli.aws.AwsFiles;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidegate configure`: writes an AWS profile that gets its credentials from a grant.
@Command(
    name = "configure",
    description =
        "Write an AWS profile that gets its credentials from a grant through credential_process.")
public final class ConfigureCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Parameters(paramLabel = "GRANT", description = "The grant, or its request.")
  String id = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      required = true,
      description = "The AWS profile. One that Tidegate did not write is left alone.")
  String profile = "";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The profile's region (default: the one in the settings, if any).")
  Optional<String> region = Optional.empty();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public ConfigureCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (!profile.matches("[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,63}")) {
      throw CommandFailure.of(
          ExitCode.USAGE, "An AWS profile's name is up to 64 letters, digits and any of '._@+-'.");
    }
    ApiSession client = ApiSession.of(shell, common);
    String grant = IdArguments.grant(id);
    AwsFiles files = AwsFiles.of(shell);
    if (AwsFiles.read(files.credentials()).has(profile)) {
      throw CommandFailure.of(
          ExitCode.LOCAL,
          "Profile "
              + profile
              + " has keys of its own in "
              + files.credentials()
              + ", which AWS tools would prefer.",
          "choose another name, or remove them");
    }
    String command = command(client, grant);
    Optional<String> named = region.or(() -> client.settings().region());
    AwsConfig before = AwsFiles.read(files.config());
    AwsConfig after = before.with(profile, command, named);
    if (!after.equals(before)) {
      files.write(after);
    }
    Json document =
        Json.object()
            .put("profile", profile)
            .put("file", files.config().toString())
            .put("credentialProcess", command)
            .put("changed", new Json.Bool(!after.equals(before)))
            .build();
    return client
        .report()
        .done(
            document,
            List.of(
                "Profile " + profile + " is in " + files.config() + ".",
                "  try: aws --profile " + profile + " sts get-caller-identity"));
  }

  private String command(ApiSession client, String grant) {
    String launcher =
        shell
            .launcher()
            .map(path -> path.toAbsolutePath().toString())
            .orElseThrow(
                () ->
                    CommandFailure.of(
                        ExitCode.LOCAL, "configure works through bin/tidegate only."));
    List<String> words = new ArrayList<>();
    shell
        .variable("TIDEGATE_HOME")
        .ifPresent(
            home ->
                words.addAll(
                    List.of(
                        "env",
                        word("TIDEGATE_HOME=" + java.nio.file.Path.of(home).toAbsolutePath()))));
    words.add(word(launcher));
    words.add("credentials");
    words.add(grant);
    if (!client.profile().equals("default")) {
      words.addAll(List.of("--config-profile", client.profile()));
    }
    return String.join(" ", words);
  }

  /// Quotes one word of `credential_process` so that tools which split it like a shell and tools
  /// which pass it to a shell read the same word.
  private static String word(String text) {
    if (text.matches("[A-Za-z0-9_./+@%=:,-]+")) {
      return text;
    }
    if (text.matches("[ -~&&[^\"\\\\$`!]]+")) {
      return "\"" + text + "\"";
    }
    throw CommandFailure.of(
        ExitCode.LOCAL,
        "The path " + text + " has characters that credential_process cannot carry.",
        "install Tidegate below a plain path");
  }
}
