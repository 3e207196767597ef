package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.policy.DiffOutput;
import dev.tidegate.cli.policy.PolicyFile;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.cli.text.ProblemText;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.ProblemDocument;
import dev.tidegate.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// A change of the policy in force, which shows what changes for whom before it is made.
record PolicyChange(CommandEnvironment shell, ApiSession client, Optional<KnownPeople> people) {
  /// A version as the server returned it.
  ///
  /// @param hash the hash to send as the version that was seen, so that no concurrent change is
  ///   overwritten
  record Version(String hash, PolicyFile file) {}

  /// Calls `next` with a version of the policy, empty when there is none yet, and returns its exit
  /// code.
  ///
  /// @param hash an earlier version; by default the one in force
  int version(Optional<String> hash, ToIntFunction<Optional<Version>> next) {
    Map<String, String> query = hash.map(one -> Map.of("version", one)).orElse(Map.of());
    return switch (client.api().get("/v1/policy", query)) {
      case ApiAnswer.Refused(ServerProblem problem)
          when hash.isEmpty() && problem.is(ProblemCode.NOT_FOUND) ->
          next.applyAsInt(Optional.empty());
      case ApiAnswer.Refused(ServerProblem problem) -> client.report().refused(problem);
      case ApiAnswer.Done(HttpReply reply) -> next.applyAsInt(Optional.of(version(reply)));
    };
  }

  private static Version version(HttpReply reply) {
    String hash = reply.header("etag").map(tag -> tag.replace("\"", "")).orElse("");
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    return new Version(hash, PolicyFile.of("the policy in force", bytes));
  }

  /// Shows what changes for whom and asks for confirmation.
  ///
  /// @param sure show the changes without asking
  /// @throws CommandFailure when the answer is not yes
  void confirm(Optional<Version> before, PolicyFile after, String question, boolean sure) {
    difference(before, after).forEach(shell::say);
    if (sure) {
      return;
    }
    shell.err().print(question + " [y/N] ");
    shell.err().flush();
    String typed = shell.prompt().line().orElse("").strip();
    if (!typed.equalsIgnoreCase("y") && !typed.equalsIgnoreCase("yes")) {
      throw CommandFailure.of(ExitCode.NOT_CONFIRMED, "Nothing was done.");
    }
  }

  /// Returns the lines of a problem; each finding is a line of its own that begins with its
  /// position.
  private static List<String> words(ServerProblem problem, String file) {
    if (!problem.is(ProblemCode.POLICY_INVALID)) {
      return ProblemText.lines(problem);
    }
    List<String> lines = new ArrayList<>();
    for (ProblemDocument.Finding finding : problem.errors()) {
      String said =
          finding.expected().orElse("?") + finding.fix().map(fix -> "; " + fix).orElse("");
      lines.add(
          PlainText.safe(file)
              + ":"
              + PlainText.safe(finding.field())
              + ": "
              + PlainText.safe(said));
    }
    lines.add("tidegate: " + PlainText.safe(problem.detail().orElse(problem.title())));
    return lines;
  }

  /// Returns whether a version's hash is known; a server may send none.
  static boolean known(String hash) {
    return !hash.isEmpty();
  }

  private List<String> difference(Optional<Version> before, PolicyFile after) {
    if (before.isEmpty()) {
      return List.of("There is no policy in force yet.");
    }
    return before.get().file() instanceof PolicyFile.Sound was
            && after instanceof PolicyFile.Sound now
        ? DiffOutput.between(was.policy(), now.policy(), people).lines()
        : List.of("What changes for whom cannot be told: this program cannot read both versions.");
  }

  /// Shows which version is in force now and returns the exit code.
  ///
  /// @param file the name of the file that the positions of findings refer to
  int inForce(ApiAnswer answer, String file) {
    return switch (answer) {
      case ApiAnswer.Refused(ServerProblem problem) ->
          client.report().refused(problem, words(problem, file));
      case ApiAnswer.Done done -> {
        Json json = done.json();
        yield client
            .report()
            .done(
                json,
                List.of(
                    "Version "
                        + json.text("number").map(PlainText::safe).orElse("?")
                        + " is in force ("
                        + PlainText.safe(json.text("hash").orElse("?"))
                        + ")."));
      }
    };
  }
}
