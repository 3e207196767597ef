package dev.tidegate.cli.api;

import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.util.function.ToIntFunction;

/// How the API answered.
public sealed interface ApiAnswer {
  /// Goes one of two ways; for the commands whose start-up counts, where a pattern switch costs.
  int either(ToIntFunction<Done> done, ToIntFunction<Problem> refused);

  /// It did what was asked.
  record Done(HttpReply reply) implements ApiAnswer {
    @Override
    public int either(ToIntFunction<Done> done, ToIntFunction<Problem> refused) {
      return done.applyAsInt(this);
    }

    /// The body.
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

  /// It said no and changed nothing.
  record Refused(Problem problem) implements ApiAnswer {
    @Override
    public int either(ToIntFunction<Done> done, ToIntFunction<Problem> refused) {
      return refused.applyAsInt(problem);
    }
  }
}
