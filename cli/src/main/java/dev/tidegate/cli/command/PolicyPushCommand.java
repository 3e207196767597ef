package dev.tidegate.cli.command;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.Plain;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

/// `tidegate policy push`: puts a policy file in force, when it is sound.
@Command(
    name = "push",
    description =
        "Put a policy file in force. One with findings changes nothing; they are shown as"
            + " file:line:column.")
public final class PolicyPushCommand implements Callable<Integer> {
  private final Surroundings surroundings;

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

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public PolicyPushCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    String text = text();
    return switch (client.api().put(path(), "application/yaml", text, expect)) {
      case Answer.Refused(Problem problem) when problem.code().equals("policy-invalid") ->
          client.report().refused(problem, findings(problem));
      case Answer.Refused(Problem problem) -> client.report().refused(problem);
      case Answer.Done done ->
          client.report().done(done.json(), List.of(PolicyText.inForce(done.json())));
    };
  }

  private String path() {
    return reason
        .map(why -> "/v1/policy?" + Addresses.form(Map.of("reason", why)))
        .orElse("/v1/policy");
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw Fault.of(ExitCode.USAGE, "There is no file " + file + ".");
    } catch (CharacterCodingException _) {
      throw Fault.of(ExitCode.USAGE, file + " is not UTF-8 text.");
    } catch (IOException e) {
      throw Fault.of(ExitCode.LOCAL, "Cannot read " + file + ": " + e.getMessage() + ".");
    }
  }

  private List<String> findings(Problem problem) {
    List<String> lines = new ArrayList<>();
    for (Problem.Finding finding : problem.errors()) {
      String said =
          finding.expected().orElse("?") + finding.fix().map(fix -> "; " + fix).orElse("");
      lines.add(file + ":" + Plain.safe(finding.field()) + ": " + Plain.safe(said));
    }
    lines.add("tidegate: " + Plain.safe(problem.detail().orElse(problem.title())));
    return lines;
  }

  /// One policy version in words.
  static final class PolicyText {
    private PolicyText() {}

    static String inForce(Json json) {
      return "Version "
          + json.text("number").map(Plain::safe).orElse("?")
          + " is in force ("
          + Plain.safe(json.text("hash").orElse("?"))
          + ").";
    }
  }
}
