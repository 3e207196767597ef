package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.RequestText;
import dev.tidegate.cli.text.Times;
import dev.tidegate.wire.api.RequestView;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Polls one request until it is answered and its access can be used.
///
/// It polls after 1 s, then at growing intervals of up to 15 s. A server that is unreachable for a
/// while does not end the wait. [ApprovalWatch] watches the requests of others instead.
///
/// @param tellsEnd whether to print the final state as well; false where the command's result shows
///   it
record RequestWatch(CommandEnvironment shell, ApiClient api, boolean tellsEnd) {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);
  private static final Set<String> ANSWERED_NO =
      Set.of("Denied", "Withdrawn", "Expired", "Ending", "Ended");

  /// The result of a wait.
  sealed interface Outcome {
    /// The request as last seen, and the exit code.
    record Seen(RequestView request, ExitCode exit) implements Outcome {}

    /// The API refused to show the request.
    record Refused(ServerProblem problem) implements Outcome {}
  }

  Outcome watch(RequestView submitted, Duration limit) {
    Instant start = now();
    Instant said = start;
    RequestView request = submitted;
    String told = tell(request, "");
    for (Duration pause = FIRST; ; pause = next(pause)) {
      if (request.stage().equals("Active")) {
        return new Outcome.Seen(request, ExitCode.OK);
      }
      if (ANSWERED_NO.contains(request.stage())) {
        return new Outcome.Seen(request, ExitCode.ANSWERED_NO);
      }
      Duration left = Duration.between(now(), start.plus(limit));
      if (!left.isPositive() || !paused(pause.compareTo(left) < 0 ? pause : left)) {
        return new Outcome.Seen(request, ExitCode.TIMED_OUT);
      }
      try {
        switch (api.get("/v1/requests/" + request.id())) {
          case ApiAnswer.Done done -> request = new RequestView(done.json());
          case ApiAnswer.Refused(ServerProblem problem) -> {
            if (problem.exit() != ExitCode.UNREACHABLE) {
              return new Outcome.Refused(problem);
            }
          }
        }
      } catch (CommandFailure fault) {
        if (fault.code() != ExitCode.UNREACHABLE) {
          throw fault;
        }
      }
      told = tell(request, told);
      if (!now().isBefore(said.plus(SIGN_OF_LIFE))) {
        said = now();
        shell.say("still waiting (" + Times.length(Duration.between(start, said)) + ")");
      }
    }
  }

  private String tell(RequestView request, String told) {
    boolean over = request.stage().equals("Active") || ANSWERED_NO.contains(request.stage());
    if (!request.stage().equals(told) && (tellsEnd || !over)) {
      shell.say(new RequestText(new Times(now(), shell.zone())).headline(request));
    }
    return request.stage();
  }

  private boolean paused(Duration length) {
    try {
      shell.pause().of(length);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private static Duration next(Duration pause) {
    Duration longer = pause.multipliedBy(3).dividedBy(2);
    return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
  }

  private Instant now() {
    return shell.clock().instant();
  }
}
