package dev.tidegate.cli.api;

import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.util.function.ToIntFunction;

/// The API's answer to a call.
public sealed interface ApiAnswer {
  /// Applies one of two functions. For the commands whose start-up time matters, since a pattern
  /// switch takes time to link.
  int either(ToIntFunction<Done> done, ToIntFunction<ServerProblem> refused);

  /// The API did what was requested.
  record Done(HttpReply reply) implements ApiAnswer {
    @Override
    public int either(ToIntFunction<Done> done, ToIntFunction<ServerProblem> refused) {
      return done.applyAsInt(this);
    }

    /// Returns the body.
    ///
    /// @throws CommandFailure when it is not JSON
    public Json json() {
      return reply
          .json()
          .orElseThrow(
              () ->
                  CommandFailure.of(
                      ExitCode.INTERNAL,
                      "The server's answer is not JSON.",
                      "check the API address: tidegate login --api"));
    }
  }

  /// The API refused and changed nothing.
  record Refused(ServerProblem problem) implements ApiAnswer {
    @Override
    public int either(ToIntFunction<Done> done, ToIntFunction<ServerProblem> refused) {
      return refused.applyAsInt(problem);
    }
  }
}
