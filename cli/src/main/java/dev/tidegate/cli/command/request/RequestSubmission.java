package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.DecisionText;
import dev.tidegate.cli.text.FieldNames;
import dev.tidegate.cli.text.ProblemText;
import dev.tidegate.cli.text.RequestText;
import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Submits a request, waits for its access when asked to, and shows the result.
///
/// @param typed the command's names for the fields of the API
record RequestSubmission(CommandEnvironment shell, ApiSession client, FieldNames typed) {
  /// Submits the request and returns the exit code.
  ///
  /// @param key the idempotency key; empty: a random one
  /// @param limit how long to wait; empty: do not wait
  int submit(Json body, Optional<String> key, Optional<Duration> limit) {
    ApiClient api = client.api();
    return switch (api.submit(
        "/v1/requests", body, key.orElseGet(() -> UUID.randomUUID().toString()))) {
      case ApiAnswer.Refused(ServerProblem problem) ->
          client.report().refused(problem, ProblemText.lines(problem, typed));
      case ApiAnswer.Done done -> {
        RequestView request = new RequestView(done.json());
        yield limit.isPresent()
            ? waited(client, api, request, limit.get())
            : submitted(client, request);
      }
    };
  }

  private static int submitted(ApiSession client, RequestView request) {
    return client.report().done(request.json(), words(client, request));
  }

  private int waited(ApiSession client, ApiClient api, RequestView request, Duration limit) {
    return switch (new RequestWatch(shell, api, true).watch(request, limit)) {
      case RequestWatch.Outcome.Refused(ServerProblem problem) -> client.report().refused(problem);
      case RequestWatch.Outcome.Seen(RequestView seen, ExitCode exit) -> {
        client.report().done(seen.json(), words(client, seen));
        yield exit.number();
      }
    };
  }

  private static List<String> words(ApiSession client, RequestView request) {
    List<String> lines = new ArrayList<>();
    lines.add(new RequestText(client.times()).headline(request));
    request
        .json()
        .at("decision")
        .flatMap(decision -> decision.at("afterReview"))
        .ifPresent(review -> lines.addAll(DecisionText.owed(review)));
    switch (request.stage()) {
      case "Pending" -> {
        request.decision().ifPresent(decision -> lines.addAll(DecisionText.approvals(decision)));
        lines.add("  they answer with: tidegate approve " + request.id());
      }
      case "Active" -> {
        String grant = request.grant().map(RequestView.GrantView::id).orElse(request.id());
        if (request.temporaryPolicy()) {
          lines.add("  the role has its policy now; there are no credentials to fetch");
          lines.add("  what was done:    tidegate activity " + grant);
        } else {
          lines.add(
              "  run a command:    tidegate exec " + grant + " -- aws sts get-caller-identity");
          lines.add("  console:          tidegate console " + grant);
        }
      }
      case "Approved", "Scheduled" ->
          lines.add("  wait for it:      tidegate wait " + request.id());
      default ->
          request.reviews().stream()
              .flatMap(review -> review.text("comment").stream())
              .forEach(comment -> lines.add("  " + dev.tidegate.cli.text.PlainText.safe(comment)));
    }
    return lines;
  }
}
