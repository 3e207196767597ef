package dev.tidegate.functions.reviews;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Refusals;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.RequestJson;
import dev.tidegate.wire.api.ViewerView;
import java.util.stream.Collectors;

/// `POST /v1/requests/{id}/approve` and `/deny`: record an approver's answer to the request with
/// the given hash.
final class ReviewRoutes {
  private final ReviewRequest review;

  ReviewRoutes(ReviewRequest review) {
    this.review = review;
  }

  Reply approve(Call call) {
    return answer(call, Verdict.APPROVE);
  }

  Reply deny(Call call) {
    return answer(call, Verdict.DENY);
  }

  private Reply answer(Call call, Verdict verdict) {
    return Query.only(call)
        .then(_ -> AnswerBody.read(call, verdict))
        .answer(answer -> answer(call, answer));
  }

  private Reply answer(Call call, ReviewRequest.Answer answer) {
    return switch (review.review(call.caller(), answer, call.now())) {
      case ReviewRequest.Outcome.Recorded(AccessCase now) ->
          Reply.json(200, viewer(call).answered(now));
      case ReviewRequest.Outcome.Repeated(AccessCase now) ->
          Reply.json(200, viewer(call).answered(now)).with("Idempotent-Replay", "true");
      case ReviewRequest.Outcome.NotFound() -> Problem.notFound("id", "request").reply();
      case ReviewRequest.Outcome.NotYours(String why) ->
          Problem.of(
                  ProblemCode.NOT_YOURS,
                  "You cannot answer this request: " + why + ".",
                  new FieldError(
                      "Authorization",
                      "an approver of this request who did not ask for it",
                      "let somebody of its approver groups answer"))
              .reply();
      case ReviewRequest.Outcome.WrongState(AccessCase now) ->
          Problem.of(
                  ProblemCode.WRONG_STATE,
                  "The request is "
                      + RequestJson.requestState(now)
                      + ": it takes no answer any more."
                      + answers(now),
                  new FieldError(
                      "id",
                      "a request that is Pending; this one is " + RequestJson.requestState(now),
                      "look at it again; what is given too much can be revoked"))
              .reply();
      case ReviewRequest.Outcome.HashMismatch(String current) -> hashMismatch(current).reply();
      case ReviewRequest.Outcome.PolicySaysNo(Assessment why) -> Refusals.today(why).reply();
    };
  }

  private static String answers(AccessCase of) {
    return of.request().reviews().stream()
        .map(
            review ->
                " "
                    + review.reviewer().actor().label()
                    + (review.verdict() == Verdict.APPROVE ? " approved" : " denied")
                    + " it "
                    + review.at()
                    + ".")
        .collect(Collectors.joining());
  }

  static ViewerView viewer(Call call) {
    return new ViewerView(call.caller(), call.now());
  }

  static Problem hashMismatch(String current) {
    return Problem.of(
        ProblemCode.HASH_MISMATCH,
        "Your answer is to something else than what was asked.",
        new FieldError(
            "hash", current, "look at the request again, and answer to what it says now"));
  }
}
