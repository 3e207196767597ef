package dev.tidegate.cli.command.request;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.DecisionText;
import dev.tidegate.cli.text.RequestText;
import dev.tidegate.cli.text.Wrap;
import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers a request. It shows what is requested and what that would allow, asks the person, and
/// sends the hash of what was shown, so that an answer never applies to anything else. It does not
/// ask again for an answer that the same person has already given.
record ReviewPrompt(CommandEnvironment shell, ApiSession client, String id) {
  /// Answers a pending request and returns the exit code.
  ///
  /// @param verb `approve` or `deny`
  int answer(String verb, Optional<String> comment, boolean sure) {
    String question = verb.equals("approve") ? "Approve this?" : "Deny this?";
    return send(new Wanted(verb, verb, question, Optional.empty()), comment, sure);
  }

  /// Answers an after-review and returns the exit code.
  ///
  /// @param verdict `accept` or `question`
  int lookBack(String verdict, Optional<String> comment, boolean sure) {
    String question = verdict.equals("accept") ? "Accept this?" : "Question this?";
    return send(new Wanted("after-review", verdict, question, Optional.of(verdict)), comment, sure);
  }

  /// @param verb the last segment of the path
  /// @param answer the answer as the API names it
  /// @param verdict the answer, where it is sent in the body
  private record Wanted(String verb, String answer, String question, Optional<String> verdict) {}

  private int send(Wanted wanted, Optional<String> comment, boolean sure) {
    ApiClient api = client.api();
    return switch (api.get("/v1/requests/" + id)) {
      case ApiAnswer.Refused(ServerProblem problem) -> client.report().refused(problem);
      case ApiAnswer.Done done -> {
        RequestView request = new RequestView(done.json());
        if (given(request, wanted).isPresent()) {
          yield already(request);
        }
        String hash =
            request
                .hash()
                .orElseThrow(
                    () ->
                        CommandFailure.of(
                            ExitCode.INTERNAL,
                            "The server does not say what the answer would be to."));
        if (!sure) {
          confirm(wanted.question(), request);
        }
        Json body =
            Json.object()
                .put("hash", hash)
                .put("verdict", wanted.verdict())
                .put("comment", comment)
                .build();
        yield sent(api.post("/v1/requests/" + id + "/" + wanted.verb(), body));
      }
    };
  }

  private int sent(ApiAnswer answer) {
    return answer instanceof ApiAnswer.Done done
            && done.reply().header("idempotent-replay").filter("true"::equals).isPresent()
        ? already(new RequestView(done.json()))
        : client.headline(answer);
  }

  private void say(String line) {
    Wrap.line(line).forEach(shell::say);
  }

  private static Optional<RequestView.OwnAnswer> given(RequestView request, Wanted wanted) {
    return request.ownAnswer().filter(own -> own.verdict().equals(wanted.answer()));
  }

  private int already(RequestView request) {
    RequestText text = new RequestText(client.times());
    List<String> lines = new ArrayList<>();
    request.ownAnswer().ifPresent(own -> lines.add(text.already(own)));
    lines.add(text.headline(request));
    return client.report().done(request.json(), lines);
  }

  private void confirm(String question, RequestView request) {
    RequestText text = new RequestText(client.times());
    shell.say(text.headline(request));
    text.asked(request).forEach(shell::say);
    request.decision().ifPresent(decision -> DecisionText.approvals(decision).forEach(this::say));
    RequestText.notes(request).forEach(shell::say);
    shell.err().print(question + " [y/N] ");
    shell.err().flush();
    String typed = shell.prompt().line().orElse("").strip();
    if (!typed.equalsIgnoreCase("y") && !typed.equalsIgnoreCase("yes")) {
      throw CommandFailure.of(ExitCode.NOT_CONFIRMED, "Nothing was done.");
    }
  }
}
