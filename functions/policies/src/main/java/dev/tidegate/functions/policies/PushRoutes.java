package dev.tidegate.functions.policies;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.adapters.lambda.http.Texts;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.wire.api.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `PUT /v1/policy` and `POST /v1/policy/rollback`: change the policy in force, for the admin
/// group.
final class PushRoutes {
  private static final String REASON_FORM = Texts.linesForm(1000);
  private static final List<String> YAML =
      List.of(
          "application/yaml",
          "application/x-yaml",
          "text/yaml",
          "text/x-yaml",
          "text/plain",
          "application/octet-stream");

  private final PushPolicy push;
  private final VersionViews views;

  PushRoutes(PushPolicy push, VersionViews views) {
    this.push = push;
    this.views = views;
  }

  private record Conditions(Optional<PolicyHash> over, String reason) {}

  private record Target(PolicyHash hash, Optional<PolicyHash> over, String reason) {}

  Reply push(Call call) {
    return Query.only(call, "reason")
        .then(_ -> conditions(call))
        .answer(
            conditions ->
                call.body()
                    .of(YAML)
                    .then(file -> file.bytes(PushPolicy.MOST_BYTES))
                    .answer(
                        file ->
                            answer(
                                conditions.over(),
                                push.push(
                                    call.caller(),
                                    file,
                                    conditions.over(),
                                    conditions.reason(),
                                    call.now()))));
  }

  Reply rollBack(Call call) {
    return Query.only(call)
        .then(_ -> JsonBody.of(call.body()))
        .then(fields -> over(call).then(over -> target(fields, over)))
        .answer(
            to ->
                answer(
                    to.over(),
                    push.rollBack(call.caller(), to.hash(), to.over(), to.reason(), call.now())));
  }

  private static Parsed<Target> target(JsonBody fields, Optional<PolicyHash> over) {
    Optional<PolicyHash> hash =
        fields.required(
            "hash", "a policy's hash, 64 hexadecimal digits in lower case", PolicyTags::read);
    Optional<String> reason =
        fields.optional("reason", REASON_FORM, text -> Texts.lines(text, 1000));
    return fields.finish(() -> new Target(hash.orElseThrow(), over, reason.orElse("")));
  }

  private static Parsed<Conditions> conditions(Call call) {
    Optional<String> header = call.header("tidegate-reason");
    Optional<String> parameter = Optional.ofNullable(call.query().get("reason"));
    for (Optional<String> given : List.of(header, parameter)) {
      if (given.isPresent() && given.flatMap(text -> Texts.lines(text, 1000)).isEmpty()) {
        return invalid(new FieldError("Tidegate-Reason", REASON_FORM, "correct the value"));
      }
    }
    Optional<String> given = header.or(() -> parameter);
    return over(call).then(over -> new Parsed.Ok<>(new Conditions(over, given.orElse(""))));
  }

  private static Parsed<Optional<PolicyHash>> over(Call call) {
    Optional<String> match = call.header("if-match");
    Optional<PolicyHash> over = match.map(PolicyTags::unquoted).flatMap(PolicyTags::read);
    if (match.isPresent() && over.isEmpty()) {
      return invalid(
          new FieldError(
              "If-Match",
              "the hash of the policy that you began from, in quotes",
              "take the ETag of GET /v1/policy"));
    }
    return new Parsed.Ok<>(over);
  }

  private static <T> Parsed<T> invalid(FieldError error) {
    return new Parsed.Bad<>(
        Problem.of(ProblemCode.INVALID_FIELD, "Not as expected: " + error.field() + ".", error));
  }

  private Reply answer(Optional<PolicyHash> over, PushPolicy.Outcome outcome) {
    return switch (outcome) {
      case PushPolicy.Outcome.Current(PolicyVersions.Version version) ->
          Reply.json(200, views.of(version)).with("ETag", PolicyTags.quoted(version.hash()));
      case PushPolicy.Outcome.Invalid(List<PolicyParser.Finding> findings) ->
          new Problem(
                  ProblemCode.POLICY_INVALID,
                  findings.size()
                      + (findings.size() == 1 ? " finding" : " findings")
                      + "; what was current stays current.",
                  findings.stream().map(PushRoutes::error).toList(),
                  Map.of())
              .reply();
      case PushPolicy.Outcome.Changed(Optional<PolicyVersions.Version> _) when over.isEmpty() ->
          Problem.of(
                  ProblemCode.VERSION_MISSING,
                  "Another push came in at the same moment, and yours does not say which version it"
                      + " goes over.",
                  new FieldError(
                      "If-Match",
                      "the hash of the policy that you began from, in quotes",
                      "get the current file, make your change to it, and push again with its ETag"))
              .reply();
      case PushPolicy.Outcome.Changed(Optional<PolicyVersions.Version> current) ->
          Problem.of(
                  ProblemCode.POLICY_CHANGED,
                  "Somebody pushed another policy since.",
                  new FieldError(
                      "If-Match",
                      current.map(version -> version.hash().hex()).orElse("no policy yet"),
                      "get the current file, make your change to it, and push again"))
              .reply();
      case PushPolicy.Outcome.NotYours(String why) -> PolicyProblems.notYours(why).reply();
      case PushPolicy.Outcome.NotFound() ->
          Problem.of(
                  ProblemCode.NOT_FOUND,
                  "There is no version of this hash.",
                  new FieldError(
                      "hash", "the hash of an earlier version", "see GET /v1/policy/versions"))
              .reply();
    };
  }

  private static FieldError error(PolicyParser.Finding finding) {
    return new FieldError(
        finding.line() + ":" + finding.column(),
        finding.message(),
        "correct the file here (" + finding.code() + ")");
  }
}
