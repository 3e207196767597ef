package dev.tidegate.cli.command;

import dev.tidegate.cli.api.Answer;
import dev.tidegate.cli.api.Api;
import dev.tidegate.cli.api.Problem;
import dev.tidegate.cli.api.RequestView;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.DecisionText;
import dev.tidegate.cli.text.RequestText;
import java.util.Optional;

/// Answers a request: shows what is asked, asks the person, and sends the hash of what was shown,
/// so that an answer never goes to anything else.
record Answering(Surroundings surroundings, Client client, String id) {
  /// @param verb `approve` or `deny`
  int answer(String verb, Optional<String> comment, boolean sure) {
    String question = verb.equals("approve") ? "Approve this?" : "Deny this?";
    return send(verb, question, Optional.empty(), comment, sure);
  }

  /// @param verdict `accept` or `question`
  int lookBack(String verdict, Optional<String> comment, boolean sure) {
    String question = verdict.equals("accept") ? "Accept this?" : "Question this?";
    return send("after-review", question, Optional.of(verdict), comment, sure);
  }

  private int send(
      String verb,
      String question,
      Optional<String> verdict,
      Optional<String> comment,
      boolean sure) {
    Api api = client.api();
    return switch (api.get("/v1/requests/" + id)) {
      case Answer.Refused(Problem problem) -> client.report().refused(problem);
      case Answer.Done done -> {
        RequestView request = new RequestView(done.json());
        String hash =
            request
                .hash()
                .orElseThrow(
                    () ->
                        Fault.of(
                            ExitCode.INTERNAL,
                            "The server does not say what the answer would be to."));
        if (!sure) {
          confirm(question, request);
        }
        Json body =
            Json.object().put("hash", hash).put("verdict", verdict).put("comment", comment).build();
        yield client.headline(api.post("/v1/requests/" + id + "/" + verb, body));
      }
    };
  }

  private void confirm(String question, RequestView request) {
    RequestText text = new RequestText(client.times());
    surroundings.say(text.headline(request));
    text.asked(request).forEach(surroundings::say);
    request
        .decision()
        .ifPresent(decision -> DecisionText.approvals(decision).forEach(surroundings::say));
    surroundings.err().print(question + " [y/N] ");
    surroundings.err().flush();
    String typed = surroundings.prompt().line().orElse("").strip();
    if (!typed.equalsIgnoreCase("y") && !typed.equalsIgnoreCase("yes")) {
      throw Fault.of(ExitCode.NOT_CONFIRMED, "Nothing was done.");
    }
  }
}
