package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.http.Body;
import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.adapters.lambda.http.Texts;
import dev.tidegate.core.access.request.ExtendGrant;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads the body of submit and explain: a new request, or an extension of a grant.
final class RequestBody {
  static final String USES =
      "one of " + Arrays.stream(Use.values()).map(Use::word).collect(Collectors.joining(", "));

  private RequestBody() {}

  /// What the body requests.
  sealed interface Wanted {
    /// New access.
    record New(RequestedAccess requested) implements Wanted {}

    /// More time for a grant.
    record More(ExtendGrant.More more) implements Wanted {}
  }

  static Parsed<Wanted> read(Body body) {
    return JsonBody.of(body)
        .then(
            fields ->
                fields.has(ExtensionBody.FIELD)
                    ? ExtensionBody.read(fields)
                        .then(more -> new Parsed.Ok<>(new Wanted.More(more)))
                    : ask(fields).then(requested -> new Parsed.Ok<>(new Wanted.New(requested))));
  }

  private static Parsed<RequestedAccess> ask(JsonBody fields) {
    Optional<Name> entitlement = fields.required("entitlement", Name.FORM, RequestBody::name);
    Map<Name, String> parameters = fields.texts("parameters", Name.FORM, RequestBody::name);
    Optional<AccessDuration> duration = duration(fields);
    Optional<Use> use = fields.required("use", USES, Use::of);
    Optional<String> ticket = ticket(fields);
    Optional<String> reason = reason(fields);
    Optional<Instant> start =
        fields.optional(
            "startsAt", "an instant in UTC, such as 2026-03-02T22:00:00Z", Texts::instant);
    boolean breakGlass = fields.flag("breakGlass");
    if (breakGlass) {
      fields.refuse("startsAt", "nothing beside breakGlass", "leave it out: it begins at once");
    }
    return fields.finish(
        () ->
            new RequestedAccess(
                entitlement.orElseThrow(),
                new TreeMap<>(parameters),
                duration.orElseThrow(),
                use.orElseThrow(),
                ticket,
                reason.orElseThrow(),
                start,
                breakGlass));
  }

  static Optional<AccessDuration> duration(JsonBody fields) {
    return fields.required(
        "duration", AccessDuration.FORM + ", from 1m to 720h", AccessDuration::parse);
  }

  static Optional<String> ticket(JsonBody fields) {
    return fields.optional(
        "ticket",
        "1 to 128 characters on one line, one of them visible",
        text -> Texts.line(text, 128));
  }

  static Optional<String> reason(JsonBody fields) {
    return fields.required("reason", Texts.linesForm(1000), text -> Texts.lines(text, 1000));
  }

  private static Optional<Name> name(String text) {
    return Name.matches(text) ? Optional.of(new Name(text)) : Optional.empty();
  }
}
