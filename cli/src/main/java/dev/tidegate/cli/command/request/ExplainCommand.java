package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.DecisionText;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.cli.text.Times;
import dev.tidegate.cli.text.Wrap;
import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate explain`: shows what the policy in force would decide about a request, and why,
/// without submitting it.
@Command(
    name = "explain",
    description =
        "Show what the policy would say to a request, and why, without asking for anything. Ends"
            + " with 4 when it says no.")
public final class ExplainCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Mixin RequestArguments ask = new RequestArguments();
  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public ExplainCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return switch (client.api().post("/v1/explain", ask.body())) {
      case ApiAnswer.Refused(ServerProblem problem) -> client.report().refused(problem);
      case ApiAnswer.Done done -> {
        Json json = done.json();
        client.report().done(json, words(client.times(), json));
        yield code(json).number();
      }
    };
  }

  /// Returns the exit code for an explanation.
  public static ExitCode code(Json json) {
    return decision(json).text("outcome").filter("Refused"::equals).isPresent()
        ? ExitCode.REFUSED
        : ExitCode.OK;
  }

  /// Returns the explanation as lines of text.
  public static List<String> words(Times times, Json json) {
    List<String> lines = new ArrayList<>();
    DecisionText.lines(decision(json)).forEach(line -> lines.addAll(Wrap.line(line)));
    json.texts("allows").forEach(text -> lines.addAll(Wrap.line("  " + PlainText.safe(text))));
    json.texts("denies").forEach(text -> lines.addAll(Wrap.line("  " + PlainText.safe(text))));
    json.texts("remains").forEach(text -> lines.addAll(Wrap.line("  " + PlainText.safe(text))));
    RequestView.instant(json, "until")
        .ifPresent(
            at -> lines.add("  Begun as soon as it may, it would end " + times.full(at) + "."));
    json.texts("warnings")
        .forEach(warning -> lines.addAll(Wrap.line("  Note: " + PlainText.safe(warning))));
    return lines;
  }

  private static Json decision(Json json) {
    return json.at("decision").orElse(json);
  }
}
