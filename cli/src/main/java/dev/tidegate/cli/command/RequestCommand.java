package dev.tidegate.cli.command;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Api;
import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.api.RequestView;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.DecisionText;
import dev.tidegate.cli.text.RequestText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate request`: asks for access.
@Command(name = "request", description = "Ask for access.")
public final class RequestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin Ask ask = new Ask();

  @Option(
      names = {"-w", "--wait"},
      description = "Wait until the access is there, or the answer is no.")
  boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = "With --wait: give up after this long (default: 30m).")
  String timeout = "30m";

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description =
          "Submitting again under the same key gives the first request back (default: a new key).")
  Optional<String> key = Optional.empty();

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public RequestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    Duration limit = Lengths.read("--timeout", timeout);
    Api api = client.api();
    return switch (api.submit(
        "/v1/requests", ask.body(), key.orElseGet(() -> UUID.randomUUID().toString()))) {
      case Answer.Refused(Problem problem) -> client.report().refused(problem);
      case Answer.Done done -> {
        RequestView request = new RequestView(done.json());
        yield wait ? waited(client, api, request, limit) : submitted(client, request);
      }
    };
  }

  private static int submitted(Client client, RequestView request) {
    return client.report().done(request.json(), words(client, request));
  }

  private int waited(Client client, Api api, RequestView request, Duration limit) {
    return switch (new Waiting(surroundings, api).watch(request, limit)) {
      case Waiting.Outcome.Refused(Problem problem) -> client.report().refused(problem);
      case Waiting.Outcome.Seen(RequestView seen, ExitCode exit) -> {
        client.report().done(seen.json(), words(client, seen));
        yield exit.number();
      }
    };
  }

  private static List<String> words(Client client, RequestView request) {
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
        lines.add("  run a command:    tidegate exec " + grant + " -- aws sts get-caller-identity");
        lines.add("  console:          tidegate console " + grant);
      }
      case "Approved", "Scheduled" ->
          lines.add("  look again:       tidegate show " + request.id());
      default ->
          request.reviews().stream()
              .flatMap(review -> review.text("comment").stream())
              .forEach(comment -> lines.add("  " + dev.tidegate.cli.text.Plain.safe(comment)));
    }
    return lines;
  }
}
