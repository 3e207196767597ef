package dev.tidegate.functions.revocations;

import dev.tidegate.adapters.lambda.http.Body;
import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.adapters.lambda.http.Texts;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.RequestJson;
import java.util.Optional;

/// `POST /v1/grants/{id}/revoke`: ends a grant early, for an approver of its request or the
/// security group.
final class RevokeRoute {
  private final RevokeGrant revoke;

  RevokeRoute(RevokeGrant revoke) {
    this.revoke = revoke;
  }

  Reply revoke(Call call) {
    return Query.only(call)
        .then(_ -> reason(call.body()))
        .answer(
            reason ->
                GrantId.matches(call.id())
                    ? revoke(call, new GrantId(call.id()), reason)
                    : Problem.notFound("id", "grant").reply());
  }

  private static Parsed<String> reason(Body body) {
    return JsonBody.of(body)
        .then(
            fields -> {
              Optional<String> reason =
                  fields.required("reason", Texts.linesForm(1000), text -> Texts.lines(text, 1000));
              return fields.finish(reason::orElseThrow);
            });
  }

  private Reply revoke(Call call, GrantId grant, String reason) {
    return switch (revoke.revoke(call.caller(), grant, reason, call.now())) {
      case RevokeGrant.Outcome.Done(AccessCase now, boolean repeated) ->
          Reply.json(200, RequestJson.of(now)).replayed(repeated);
      case RevokeGrant.Outcome.NotFound() -> Problem.notFound("id", "grant").reply();
      case RevokeGrant.Outcome.NotYours(String why) ->
          Problem.of(
                  ProblemCode.NOT_YOURS,
                  "You cannot revoke this grant: " + why + ".",
                  new FieldError(
                      "Authorization",
                      "an approver of the request, or security",
                      "withdraw the request instead: POST /v1/requests/{id}/withdraw"))
              .reply();
      case RevokeGrant.Outcome.WrongState(AccessCase now) ->
          Problem.of(
                  ProblemCode.WRONG_STATE,
                  "The grant is " + now.state().word() + ": its time is up already.",
                  new FieldError(
                      "id",
                      "a grant that is Scheduled or Active; this one is " + now.state().word(),
                      "nothing needs to be done"))
              .reply();
    };
  }
}
