package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.request.WithdrawRequest;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.RequestJson;

/// `POST /v1/requests/{id}/withdraw`: withdraws the caller's own request, and ends its grant early
/// if it has one.
final class WithdrawRoute {
  private final WithdrawRequest withdraw;

  WithdrawRoute(WithdrawRequest withdraw) {
    this.withdraw = withdraw;
  }

  Reply withdraw(Call call) {
    return Query.only(call).then(_ -> JsonBody.none(call.body())).answer(_ -> answer(call));
  }

  private Reply answer(Call call) {
    if (!RequestId.matches(call.id())) {
      return Problem.notFound("id", "request").reply();
    }
    return switch (withdraw.withdraw(call.caller(), new RequestId(call.id()), call.now())) {
      case WithdrawRequest.Outcome.Done(AccessCase now, boolean repeated) ->
          Reply.json(200, RequestJson.of(now)).replayed(repeated);
      case WithdrawRequest.Outcome.NotFound() -> Problem.notFound("id", "request").reply();
      case WithdrawRequest.Outcome.NotYours(String why) ->
          Problem.of(
                  ProblemCode.NOT_YOURS,
                  "You cannot withdraw this request: " + why + ".",
                  new FieldError("id", "a request of your own", "deny it, or revoke its grant"))
              .reply();
      case WithdrawRequest.Outcome.WrongState(AccessCase now) ->
          Problem.of(
                  ProblemCode.WRONG_STATE,
                  "It is " + now.state().word() + ": there is nothing left to take back.",
                  new FieldError(
                      "id",
                      "a request that is Pending, or whose grant is Scheduled or Active",
                      "nothing needs to be done"))
              .reply();
    };
  }
}
