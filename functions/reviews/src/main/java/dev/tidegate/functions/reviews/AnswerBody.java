package dev.tidegate.functions.reviews;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Texts;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.request.ReviewRequest;
import java.util.Optional;

/// Reads an answer: the request, the hash of what is answered, and a comment.
final class AnswerBody {
  static final String COMMENT = Texts.linesForm(1000);

  private AnswerBody() {}

  static Parsed<ReviewRequest.Answer> read(Call call, Verdict verdict) {
    return JsonBody.of(call.body()).then(fields -> answer(call, fields, verdict));
  }

  private static Parsed<ReviewRequest.Answer> answer(Call call, JsonBody fields, Verdict verdict) {
    Optional<String> hash = hash(fields);
    Optional<String> comment = fields.optional("comment", COMMENT, AnswerBody::comment);
    return fields
        .finish(() -> hash.orElseThrow())
        .then(
            text ->
                RequestId.matches(call.id())
                    ? new Parsed.Ok<>(
                        new ReviewRequest.Answer(new RequestId(call.id()), text, verdict, comment))
                    : new Parsed.Bad<>(Problem.notFound("id", "request")));
  }

  static Optional<String> hash(JsonBody fields) {
    return fields.required(
        "hash", "the request's hash, 64 hexadecimal digits in lower case", AnswerBody::hash);
  }

  static Optional<String> comment(String text) {
    return Texts.lines(text, 1000);
  }

  private static Optional<String> hash(String text) {
    return text.matches("[0-9a-f]{64}") ? Optional.of(text) : Optional.empty();
  }
}
