package dev.tidegate.functions.policies;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.PageTokens;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.wire.api.PolicyVersionView;
import dev.tidegate.wire.api.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `GET /v1/policy` and `GET /v1/policy/versions`: show the policy file and its versions, only to
/// the admin group and the security group, because it names accounts and groups that others need
/// not know.
final class ShowRoutes {
  private final PolicyVersions versions;
  private final List<Group> readers;

  ShowRoutes(PolicyVersions versions, List<Group> readers) {
    this.versions = versions;
    this.readers = List.copyOf(readers);
  }

  Reply show(Call call) {
    if (!call.caller().inAnyOf(readers)) {
      return notYours();
    }
    return Query.only(call, "version").answer(query -> show(query));
  }

  private Reply show(Map<String, String> query) {
    Optional<String> asked = Optional.ofNullable(query.get("version"));
    Optional<PolicyHash> hash =
        asked.isPresent()
            ? asked.flatMap(PolicyTags::read)
            : versions.current().map(PolicyVersions.Version::hash);
    return hash.flatMap(
            found ->
                versions
                    .file(found)
                    .map(
                        file ->
                            Reply.text("application/yaml", new String(file, StandardCharsets.UTF_8))
                                .with("ETag", PolicyTags.quoted(found))))
        .orElseGet(() -> missing(asked.isPresent()));
  }

  Reply versions(Call call) {
    if (!call.caller().inAnyOf(readers)) {
      return notYours();
    }
    List<String> list = List.of("policy versions", call.caller().id().canonical());
    return Query.only(call, "limit", "page")
        .then(
            query ->
                PageTokens.read(
                    list,
                    Optional.ofNullable(query.get("limit")),
                    Optional.ofNullable(query.get("page"))))
        .answer(wanted -> versions(wanted, list));
  }

  private Reply versions(PageRequest wanted, List<String> list) {
    int current = versions.current().map(PolicyVersions.Version::number).orElse(0);
    Page<AuditEvent> page = versions.history(wanted);
    return Reply.json(
        200, PageTokens.shown(page, list, event -> PolicyVersionView.of(event, current)));
  }

  private Reply notYours() {
    return PolicyProblems.notYours(
            "the policy file is for "
                + String.join(" and ", readers.stream().map(Group::name).toList()))
        .reply();
  }

  private static Reply missing(boolean asked) {
    return Problem.of(
            ProblemCode.NOT_FOUND,
            asked ? "There is no version of this hash." : "No policy has been pushed yet.",
            new FieldError(
                "version",
                asked ? "the hash of a version" : "a policy that was pushed",
                asked ? "see GET /v1/policy/versions" : "push one: PUT /v1/policy"))
        .reply();
  }
}
