package dev.tidegate.cli.command;

import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.ProblemText;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.util.List;

/// Writes results and problems, as text for people or as one JSON document for scripts. Every
/// method returns the exit code of the command.
///
/// Results go to standard output, problems to standard error; with `--json` both are the one
/// document on standard output.
public record CommandOutput(CommandEnvironment shell, boolean json) {
  /// Writes a result.
  public int done(Json document, List<String> words) {
    if (json) {
      shell.print(JsonWriter.pretty(document));
    } else {
      words.forEach(shell::print);
    }
    return ExitCode.OK.number();
  }

  /// Writes a problem that the API answered with.
  public int refused(ServerProblem problem) {
    return refused(problem, ProblemText.lines(problem));
  }

  /// Writes a problem that the API answered with, in the caller's own words.
  public int refused(ServerProblem problem, List<String> words) {
    return say(problem.exit(), problem.json(), words);
  }

  /// Writes a refusal that the command line found itself, without the API.
  public int refused(ExitCode code, Json document, List<String> words) {
    return say(code, document, words);
  }

  /// Writes a failure on this machine.
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

  /// Writes whatever stopped a command: a known failure with its sentence, or a bug, of which only
  /// the exception's class and location are shown, since its message may hold a secret.
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
      shell.print(JsonWriter.pretty(document));
    } else {
      words.forEach(shell::say);
    }
    return code.number();
  }
}
