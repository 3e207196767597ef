package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.PageTokens;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.assess.ApprovalWarnings;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.request.ReadRequests;
import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.paging.InvalidPageCursor;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Group;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.ViewerView;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `GET /v1/requests` and `GET /v1/requests/{id}`: list and show requests, as far as the caller may
/// see them.
final class ReadRoutes {
  private static final String LISTS =
      "mine, waiting, answered, or a state: "
          + Arrays.stream(CaseState.values())
              .map(CaseState::word)
              .collect(Collectors.joining(", "));

  private final ReadRequests read;
  private final ApprovalWarnings warnings;

  ReadRoutes(ReadRequests read, ApprovalWarnings warnings) {
    this.read = read;
    this.warnings = warnings;
  }

  Reply show(Call call) {
    List<String> list = List.of("events", call.id(), call.caller().id().canonical());
    return Query.only(call, "page")
        .then(query -> PageTokens.cursor(list, Optional.ofNullable(query.get("page"))))
        .answer(
            cursor ->
                Optional.of(call.id())
                    .filter(RequestId::matches)
                    .flatMap(id -> read.show(call.caller(), new RequestId(id), after(cursor)))
                    .map(part -> Reply.json(200, view(part, list, call)))
                    .orElseGet(() -> Problem.notFound("id", "request").reply()));
  }

  /// Returns the number of the last event of the previous page; 0 on the first page.
  private static int after(Optional<PageCursor> cursor) {
    String number = cursor.map(PageCursor::text).orElse("0");
    if (!number.matches("0|[1-9]\\d{0,8}")) {
      throw new InvalidPageCursor();
    }
    return Integer.parseInt(number);
  }

  private Json view(CaseEvents part, List<String> list, Call call) {
    Json.Builder view =
        Json.object()
            .putAll(PageTokens.shown(part, list))
            .putAll(new ViewerView(call.caller(), call.now()).whole(part.current()));
    List<String> found = warnings.of(part.current(), call.now());
    if (!found.isEmpty()) {
      view.put("warnings", found);
    }
    return view.build();
  }

  Reply list(Call call) {
    return Query.only(call, "list", "limit", "page").answer(query -> list(call, query));
  }

  private Reply list(Call call, Map<String, String> query) {
    String name = query.getOrDefault("list", "mine");
    List<String> list = identity(call, name);
    Parsed<PageRequest> page =
        PageTokens.read(
            list, Optional.ofNullable(query.get("limit")), Optional.ofNullable(query.get("page")));
    return page.answer(
        wanted ->
            switch (name) {
              case "mine" -> shown(read.mine(call.caller(), wanted), list, call);
              case "waiting" -> shown(read.waiting(call.caller(), wanted), list, call);
              case "answered" -> shown(read.answered(call.caller(), wanted), list, call);
              default -> inState(call, name, wanted, list);
            });
  }

  private Reply inState(Call call, String name, PageRequest wanted, List<String> list) {
    Optional<CaseState> state = CaseState.of(name);
    if (state.isEmpty()) {
      return Problem.of(
              ProblemCode.INVALID_FIELD,
              "Not as expected: list.",
              new FieldError("list", LISTS, "correct the value"))
          .reply();
    }
    return read.inState(call.caller(), state.get(), wanted)
        .map(page -> shown(page, list, call))
        .orElseGet(
            () ->
                Problem.of(
                        ProblemCode.NOT_YOURS,
                        "Lists by state are for the security group.",
                        new FieldError(
                            "list", "mine, waiting or answered", "take one of these lists"))
                    .reply());
  }

  private static List<String> identity(Call call, String name) {
    List<String> identity = new ArrayList<>(List.of("requests", name));
    identity.add(call.caller().id().canonical());
    if (name.equals("waiting")) {
      identity.addAll(call.caller().groups().stream().map(Group::name).toList());
    }
    return identity;
  }

  private static Reply shown(Page<AccessCase> page, List<String> list, Call call) {
    ViewerView viewer = new ViewerView(call.caller(), call.now());
    return Reply.json(200, PageTokens.shown(page, list, viewer::item));
  }
}
