package dev.tidegate.cli.api;

import dev.tidegate.cli.http.Reply;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;

/// How the API answered.
public sealed interface Answer {
  /// It did what was asked.
  record Done(Reply reply) implements Answer {
    /// The body.
    ///
    /// @throws Fault when it is not JSON
    public Json json() {
      return reply
          .json()
          .orElseThrow(
              () ->
                  Fault.of(
                      ExitCode.INTERNAL,
                      "The server's answer is not JSON.",
                      "check the API address: tidegate login --api"));
    }
  }

  /// It said no and changed nothing.
  record Refused(Problem problem) implements Answer {}
}
