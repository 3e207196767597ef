package dev.tidegate.functions.records;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.PageTokens;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.adapters.lambda.http.Texts;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.paging.InvalidPageCursor;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.CheckpointStore;
import dev.tidegate.core.record.LedgerPosition;
import dev.tidegate.core.record.RecordReader;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.record.RecordJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `GET /v1/audit/events`, `/checkpoints` and `/key`: serve the record page by page.
final class RecordRoutes {
  private final RecordReader events;
  private final CheckpointStore checkpoints;
  private final Supplier<String> publicKey;
  private final Group security;

  RecordRoutes(
      RecordReader events,
      CheckpointStore checkpoints,
      Supplier<String> publicKey,
      Group security) {
    this.events = events;
    this.checkpoints = checkpoints;
    this.publicKey = publicKey;
    this.security = security;
  }

  private record TimeRange(Instant from, Instant to, Principal reader) {
    List<String> list(String of) {
      return List.of(of, from.toString(), to.toString(), reader.id().canonical());
    }
  }

  Reply events(Call call) {
    return listed(call, "audit events", this::events);
  }

  Reply checkpoints(Call call) {
    return listed(call, "audit checkpoints", this::checkpoints);
  }

  Reply key(Call call) {
    return isReader(call)
        ? Query.only(call).answer(_ -> Reply.text("application/x-pem-file", publicKey.get()))
        : notYours();
  }

  private interface Listing {
    Reply of(TimeRange span, PageRequest page);
  }

  private Reply listed(Call call, String name, Listing listing) {
    if (!isReader(call)) {
      return notYours();
    }
    return Query.only(call, "from", "to", "limit", "page")
        .then(query -> span(query, call.caller()))
        .answer(
            span ->
                PageTokens.read(
                        span.list(name),
                        Optional.ofNullable(call.query().get("limit")),
                        Optional.ofNullable(call.query().get("page")))
                    .answer(page -> listing.of(span, page)));
  }

  private Reply events(TimeRange span, PageRequest page) {
    LedgerPosition place =
        page.from().map(RecordRoutes::place).orElseGet(() -> LedgerPosition.before(span.from()));
    RecordReader.Part part = events.read(place, span.to(), page.limit());
    return Reply.json(
        200,
        PageTokens.shown(
            new Page<>(part.entries(), part.next().map(RecordRoutes::cursor)),
            span.list("audit events"),
            RecordRoutes::view));
  }

  private Reply checkpoints(TimeRange span, PageRequest page) {
    CheckpointStore.Part part =
        checkpoints.covering(
            span.from(), span.to(), page.from().map(RecordRoutes::instant), page.limit());
    return Reply.json(
        200,
        PageTokens.shown(
            new Page<>(part.checkpoints(), part.next().map(end -> new PageCursor(end.toString()))),
            span.list("audit checkpoints"),
            RecordJson::of));
  }

  private static Json view(RecordReader.Entry entry) {
    return switch (entry) {
      case RecordReader.Recorded recorded -> RecordJson.of(recorded.event());
      case RecordReader.Newer _, RecordReader.Unreadable _ ->
          RecordJson.unreadable(entry.place(), entry.leaf());
    };
  }

  private static LedgerPosition place(PageCursor cursor) {
    List<String> parts = List.of(cursor.text().split(" ", -1));
    if (parts.size() != 3
        || !parts.get(1).matches("|[a-z][a-z0-9-]{0,63}")
        || !parts.get(2).matches("\\d{1,9}")) {
      throw new InvalidPageCursor();
    }
    return new LedgerPosition(
        instant(new PageCursor(parts.get(0))), parts.get(1), Integer.parseInt(parts.get(2)));
  }

  private static Instant instant(PageCursor cursor) {
    return Texts.instant(cursor.text()).orElseThrow(InvalidPageCursor::new);
  }

  private static PageCursor cursor(LedgerPosition place) {
    return new PageCursor(place.at() + " " + place.subject() + " " + place.seq());
  }

  private static Parsed<TimeRange> span(Map<String, String> query, Principal reader) {
    Optional<Instant> from = instant(query, "from");
    Optional<Instant> to = instant(query, "to");
    if (from.isEmpty()) {
      return wrong(
          query, "from", "an instant from 1970 on such as 2026-03-01T10:00:00Z, in whole seconds");
    }
    if (to.isEmpty()) {
      return wrong(
          query, "to", "an instant from 1970 on such as 2026-03-01T11:00:00Z, in whole seconds");
    }
    return from.get().isBefore(to.get())
        ? new Parsed.Ok<>(new TimeRange(from.get(), to.get(), reader))
        : wrong(query, "to", "an instant after " + from.get());
  }

  private static <T> Parsed<T> wrong(Map<String, String> query, String name, String expected) {
    boolean missing = !query.containsKey(name);
    return new Parsed.Bad<>(
        Problem.of(
            missing ? ProblemCode.MISSING_FIELD : ProblemCode.INVALID_FIELD,
            (missing ? "Missing: " : "Not as expected: ") + name + ".",
            new FieldError(name, expected, missing ? "add it" : "correct the value")));
  }

  private static Optional<Instant> instant(Map<String, String> query, String name) {
    return Optional.ofNullable(query.get(name)).flatMap(Texts::instant);
  }

  private boolean isReader(Call call) {
    return call.caller().inAnyOf(List.of(security));
  }

  private Reply notYours() {
    return Problem.of(
            ProblemCode.NOT_YOURS,
            "You cannot do this: the record is for " + security.name() + ".",
            new FieldError(
                "Authorization",
                "a member of the group that may",
                "ask somebody of the group, or have yourself added to it"))
        .reply();
  }
}
