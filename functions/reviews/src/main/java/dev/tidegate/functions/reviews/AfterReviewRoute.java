package dev.tidegate.functions.reviews;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.request.GiveAfterReview;
import dev.tidegate.wire.api.ProblemCode;
import java.util.Optional;

/// `POST /v1/requests/{id}/after-review`: records the review of break-glass access. The verdict
/// `question` needs a comment.
final class AfterReviewRoute {
  private final GiveAfterReview reviews;

  AfterReviewRoute(GiveAfterReview reviews) {
    this.reviews = reviews;
  }

  Reply give(Call call) {
    return Query.only(call)
        .then(_ -> JsonBody.of(call.body()))
        .then(fields -> answer(call, fields))
        .answer(answer -> give(call, answer));
  }

  private static Parsed<GiveAfterReview.Answer> answer(Call call, JsonBody fields) {
    Optional<String> hash = AnswerBody.hash(fields);
    Optional<ReviewFinding> finding =
        fields.required("verdict", "one of accept, question", ReviewFinding::of);
    Optional<String> comment =
        finding.filter(ReviewFinding.QUESTION::equals).isPresent()
            ? fields.required("comment", AnswerBody.COMMENT, AnswerBody::comment)
            : fields.optional("comment", AnswerBody.COMMENT, AnswerBody::comment);
    return fields
        .finish(() -> hash.orElseThrow())
        .then(
            text ->
                RequestId.matches(call.id())
                    ? new Parsed.Ok<>(
                        new GiveAfterReview.Answer(
                            new RequestId(call.id()), text, finding.orElseThrow(), comment))
                    : new Parsed.Bad<>(Problem.notFound("id", "request")));
  }

  private Reply give(Call call, GiveAfterReview.Answer answer) {
    return switch (reviews.give(call.caller(), answer, call.now())) {
      case GiveAfterReview.Outcome.Recorded(AccessCase now) ->
          Reply.json(200, ReviewRoutes.viewer(call).answered(now));
      case GiveAfterReview.Outcome.Repeated(AccessCase now) ->
          Reply.json(200, ReviewRoutes.viewer(call).answered(now))
              .with("Idempotent-Replay", "true");
      case GiveAfterReview.Outcome.NotFound() -> Problem.notFound("id", "request").reply();
      case GiveAfterReview.Outcome.NotYours(String why) ->
          Problem.of(
                  ProblemCode.NOT_YOURS,
                  "You cannot review this request: " + why + ".",
                  new FieldError(
                      "Authorization",
                      "somebody who looks back at this request and did not ask for it",
                      "let somebody of its after-review's groups do it"))
              .reply();
      case GiveAfterReview.Outcome.WrongState(AccessCase _, String why) ->
          Problem.of(
                  ProblemCode.WRONG_STATE,
                  "The request takes no after-review: " + why + ".",
                  new FieldError(
                      "id", "a request that owes an after-review", "nothing needs to be done"))
              .reply();
      case GiveAfterReview.Outcome.HashMismatch(String current) ->
          ReviewRoutes.hashMismatch(current).reply();
    };
  }
}
