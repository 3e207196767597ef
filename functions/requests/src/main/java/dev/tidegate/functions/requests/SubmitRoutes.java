package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Refusals;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.request.ExtendGrant;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.wire.api.ExplanationView;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.RequestJson;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Optional;

/// `POST /v1/requests` and `POST /v1/explain`: submit a request, or show what submitting it would
/// result in. Both take the same body and decide with the same code.
final class SubmitRoutes {
  private static final String KEY = "Idempotency-Key";

  private final SubmitRequest submit;
  private final ExtendGrant extend;

  SubmitRoutes(SubmitRequest submit, ExtendGrant extend) {
    this.submit = submit;
    this.extend = extend;
  }

  Reply submit(Call call) {
    return Query.only(call)
        .then(_ -> key(call))
        .answer(
            key ->
                RequestBody.read(call.body())
                    .answer(
                        wanted ->
                            switch (wanted) {
                              case RequestBody.Wanted.New(RequestedAccess requested) ->
                                  reply(submit.submit(call.caller(), requested, key, call.now()));
                              case RequestBody.Wanted.More(ExtendGrant.More more) ->
                                  reply(extend.extend(call.caller(), more, key, call.now()), call);
                            }));
  }

  Reply explain(Call call) {
    return Query.only(call)
        .then(_ -> RequestBody.read(call.body()))
        .answer(
            wanted ->
                switch (wanted) {
                  case RequestBody.Wanted.New(RequestedAccess requested) ->
                      explained(submit.explain(call.caller(), requested, call.now()), call);
                  case RequestBody.Wanted.More(ExtendGrant.More more) ->
                      reply(extend.explain(call.caller(), more, call.now()), call);
                });
  }

  private static Reply explained(Assessment assessment, Call call) {
    return switch (assessment) {
      case Assessment.Fits fits -> Reply.json(200, ExplanationView.of(fits, call.now()));
      case Assessment.Refused refused -> Reply.json(200, ExplanationView.of(refused));
      case Assessment.Invalid invalid -> Refusals.of(invalid).reply();
      case Assessment.TooLarge large -> Refusals.of(large).reply();
    };
  }

  private static Reply reply(ExtendGrant.Outcome outcome, Call call) {
    return switch (outcome) {
      case ExtendGrant.Outcome.Asked(SubmitRequest.Outcome asked) -> reply(asked);
      case ExtendGrant.Outcome.Explained(Assessment assessment, RequestedAccess _) ->
          explained(assessment, call);
      case ExtendGrant.Outcome.NotFound() -> Problem.notFound(ExtensionBody.FIELD, "grant").reply();
      case ExtendGrant.Outcome.NotYours(String why) ->
          Problem.of(
                  ProblemCode.NOT_YOURS,
                  "You cannot extend this grant: " + why + ".",
                  new FieldError(
                      ExtensionBody.FIELD, "a grant of your own", "submit a request of your own"))
              .reply();
      case ExtendGrant.Outcome.WrongState(AccessCase now, String why) ->
          Problem.of(
                  ProblemCode.WRONG_STATE,
                  "The grant is " + now.state().word() + ": " + why + ".",
                  new FieldError(
                      ExtensionBody.FIELD,
                      "a grant that is Active, and was extended fewer than 20 times",
                      "submit a new request if you still need access"))
              .reply();
    };
  }

  private static Reply reply(SubmitRequest.Outcome outcome) {
    return switch (outcome) {
      case SubmitRequest.Outcome.Submitted(AccessCase created, List<String> warnings) -> {
        Json.Builder view = Json.object().putAll(RequestJson.of(created));
        if (!warnings.isEmpty()) {
          view.put("warnings", warnings);
        }
        yield Reply.json(201, view.build()).with("Location", "/v1/requests/" + created.id());
      }
      case SubmitRequest.Outcome.Repeated(AccessCase first) ->
          Reply.json(200, RequestJson.of(first)).with("Idempotent-Replay", "true");
      case SubmitRequest.Outcome.KeyReused(RequestId first) ->
          Problem.of(
                  ProblemCode.KEY_REUSED,
                  "You sent this Idempotency-Key before, with another body: it made " + first + ".",
                  new FieldError(
                      KEY, "a key that was not used for something else", "take a new key"))
              .reply();
      case SubmitRequest.Outcome.NotSubmitted(Assessment why) -> Refusals.of(why).reply();
    };
  }

  private static Parsed<Optional<String>> key(Call call) {
    Optional<String> key = Optional.ofNullable(call.headers().get("idempotency-key"));
    return key.isEmpty() || key.filter(SubmitRoutes::isKey).isPresent()
        ? new Parsed.Ok<>(key)
        : new Parsed.Bad<>(
            Problem.of(
                ProblemCode.INVALID_FIELD,
                "Not as expected: " + KEY + ".",
                new FieldError(
                    KEY, "1 to 128 printable ASCII characters", "send a UUID, for example")));
  }

  private static boolean isKey(String text) {
    return !text.isBlank()
        && text.length() <= 128
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
