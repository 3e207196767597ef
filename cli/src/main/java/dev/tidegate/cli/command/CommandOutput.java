package dev.tidegate.cli.command;

import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.json.JsonText;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.ProblemText;
import java.util.List;

/// Writes results and problems: words for people, or one JSON document for scripts.
///
/// Results go to standard output, problems to standard error; with `--json` both are the one
/// document on standard output.
public record CommandOutput(CommandEnvironment surroundings, boolean json) {
  /// A result.
  public int done(Json document, List<String> words) {
    if (json) {
      surroundings.print(JsonText.pretty(document));
    } else {
      words.forEach(surroundings::print);
    }
    return ExitCode.OK.number();
  }

  /// The API's "no".
  public int refused(Problem problem) {
    return refused(problem, ProblemText.lines(problem));
  }

  /// The API's "no" in other words.
  public int refused(Problem problem, List<String> words) {
    return say(problem.exit(), problem.json(), words);
  }

  /// A "no" that this side found itself.
  public int refused(ExitCode code, Json document, List<String> words) {
    return say(code, document, words);
  }

  /// A fault on this side.
  public int fault(CommandFailure fault) {
    Json document =
        Json.object()
            .put("type", "urn:tidegate:problem:" + fault.code().code())
            .put("title", fault.sentence())
            .put("code", fault.code().code())
            .put("detail", fault.fix())
            .build();
    String fix = fault.fix().map(step -> "\n  " + step).orElse("");
    return say(fault.code(), document, List.of("tidegate: " + fault.sentence() + fix));
  }

  /// Whatever stopped a command: a fault, or a mistake of ours, of which only the place is shown.
  public int failed(Exception problem) {
    if (problem instanceof CommandFailure fault) {
      return fault(fault);
    }
    StackTraceElement[] stack = problem.getStackTrace();
    String place = stack.length == 0 ? "" : " at " + stack[0];
    return fault(
        CommandFailure.of(
            ExitCode.INTERNAL,
            "A fault in tidegate itself: " + problem.getClass().getName() + place,
            "please report this line"));
  }

  private int say(ExitCode code, Json document, List<String> words) {
    if (json) {
      surroundings.print(JsonText.pretty(document));
    } else {
      words.forEach(surroundings::say);
    }
    return code.number();
  }
}
