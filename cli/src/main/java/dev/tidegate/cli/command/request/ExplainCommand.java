package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.api.RequestView;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.DecisionText;
import dev.tidegate.cli.text.Plain;
import dev.tidegate.cli.text.Times;
import dev.tidegate.cli.text.Wrap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate explain`: what the policy would say, and why.
@Command(
    name = "explain",
    description =
        "Show what the policy would say to a request, and why; nothing is asked. Ends with 4 when"
            + " it says no.")
public final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin Ask ask = new Ask();
  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return switch (client.api().post("/v1/explain", ask.body())) {
      case Answer.Refused(Problem problem) -> client.report().refused(problem);
      case Answer.Done done -> {
        Json json = done.json();
        client.report().done(json, words(client.times(), json));
        yield code(json).number();
      }
    };
  }

  /// How a command that explains ends.
  public static ExitCode code(Json json) {
    return decision(json).text("outcome").filter("Refused"::equals).isPresent()
        ? ExitCode.REFUSED
        : ExitCode.OK;
  }

  /// The answer in words.
  public static List<String> words(Times times, Json json) {
    List<String> lines = new ArrayList<>();
    DecisionText.lines(decision(json)).forEach(line -> lines.addAll(Wrap.line(line)));
    json.texts("allows").forEach(text -> lines.addAll(Wrap.line("  " + Plain.safe(text))));
    json.texts("denies").forEach(text -> lines.addAll(Wrap.line("  " + Plain.safe(text))));
    json.texts("remains").forEach(text -> lines.addAll(Wrap.line("  " + Plain.safe(text))));
    RequestView.instant(json, "until")
        .ifPresent(
            at -> lines.add("  Begun as soon as it may, it would end " + times.full(at) + "."));
    json.texts("warnings")
        .forEach(warning -> lines.addAll(Wrap.line("  Note: " + Plain.safe(warning))));
    return lines;
  }

  private static Json decision(Json json) {
    return json.at("decision").orElse(json);
  }
}
