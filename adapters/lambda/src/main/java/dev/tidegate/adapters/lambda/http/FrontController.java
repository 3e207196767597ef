package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.paging.InvalidPageCursor;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Handles every call of a function behind the HTTP API: finds the route, identifies the caller,
/// answers, and writes one log line. [dev.tidegate.adapters.lambda.event.EventFunction] does the
/// same for all other functions.
///
/// A [Fault] that may pass becomes `busy`. Every other failure becomes `internal`, which has only
/// the request id to quote. Neither the log line nor the problem contains what was sent or
/// answered.
///
/// `{"routeKey":"WAKE"}`, which a schedule of the template sends each day, is answered without
/// doing anything: otherwise a version with a snapshot that nobody calls for 14 days would fail its
/// next call. The HTTP API cannot send it, because there `routeKey` is one of its own routes. [AWS:
/// Lambda DG, SnapStart function states]
public final class FrontController {
  private static final String RETRY_AFTER_SECONDS = "2";
  private static final String WAKE = "WAKE";

  private final Map<String, Route> routes;
  private final ApiContext front;

  /// Takes the routes by route key, such as `POST /v1/requests`.
  public FrontController(Map<String, Route> routes, ApiContext front) {
    this.routes = Map.copyOf(routes);
    this.front = front;
  }

  /// Answers one event.
  public APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event, Context context) {
    if (route(event).equals(WAKE)) {
      return APIGatewayV2HTTPResponse.builder().withStatusCode(204).build();
    }
    Instant arrived = front.clock().instant();
    String quoted = requestId(event, context);
    Log here =
        front
            .log()
            .with(LogKey.API_REQUEST, quoted)
            .with(LogKey.INVOCATION, context.getAwsRequestId());
    Reply reply = answer(event, quoted, here);
    Instant now = front.clock().instant();
    Log.Line line =
        here.info("answered")
            .with(LogKey.ROUTE, route(event))
            .with(LogKey.STATUS, reply.status())
            .with(LogKey.DURATION_MS, Duration.between(arrived, now).toMillis());
    caller(event).ifPresent(caller -> line.with(LogKey.CALLER, caller.id().canonical()));
    reply.code().ifPresent(code -> line.with(LogKey.CODE, code.word()));
    line.write();
    count(reply, now);
    return reply.response();
  }

  private Reply answer(APIGatewayV2HTTPEvent event, String quoted, Log here) {
    try {
      Route route = routes.get(route(event));
      if (route == null) {
        return noRoute(event).reply();
      }
      return front
          .claims()
          .caller(event)
          .answer(caller -> route.answer(call(event, caller, Clocks.now(front.clock()))));
    } catch (InvalidPageCursor _) {
      return PageTokens.unknown().reply();
    } catch (Fault fault) {
      here.error("fault").with(fault).write();
      return fault.kind() == Fault.Kind.BUSY ? busy() : internal(quoted);
    } catch (RuntimeException | StackOverflowError failure) {
      here.error("failed").with(failure).write();
      return internal(quoted);
    }
  }

  private void count(Reply reply, Instant now) {
    if (reply.status() >= 500) {
      front.metrics().put(Metrics.Metric.FAULTS, 1, now);
    } else if (reply.code().equals(Optional.of(ProblemCode.REFUSED))) {
      front.metrics().put(Metrics.Metric.REFUSED, 1, now);
    }
  }

  private static Call call(APIGatewayV2HTTPEvent event, Principal caller, Instant now) {
    Map<String, String> headers = lowerCase(orEmpty(event.getHeaders()));
    return new Call(
        caller.in(CallContextReader.of(event, now)),
        orEmpty(event.getPathParameters()),
        orEmpty(event.getQueryStringParameters()),
        headers,
        Optional.ofNullable(event.getBody())
            .map(text -> new Body(text, event.getIsBase64Encoded(), type(headers)))
            .orElse(Body.NONE),
        now);
  }

  private static Optional<String> type(Map<String, String> headers) {
    return Optional.ofNullable(headers.get("content-type")).filter(type -> !type.isBlank());
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return Optional.ofNullable(map).orElseGet(Map::of);
  }

  private static Map<String, String> lowerCase(Map<String, String> headers) {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }

  private Optional<Principal> caller(APIGatewayV2HTTPEvent event) {
    return front.claims().caller(event) instanceof Parsed.Ok<Principal>(Principal caller)
        ? Optional.of(caller)
        : Optional.empty();
  }

  private static String route(APIGatewayV2HTTPEvent event) {
    return Optional.ofNullable(event.getRouteKey()).orElse("");
  }

  private static String requestId(APIGatewayV2HTTPEvent event, Context context) {
    return Optional.ofNullable(event.getRequestContext())
        .map(APIGatewayV2HTTPEvent.RequestContext::getRequestId)
        .orElseGet(context::getAwsRequestId);
  }

  private static Problem noRoute(APIGatewayV2HTTPEvent event) {
    return Problem.of(
        ProblemCode.NOT_FOUND,
        "The API has no such route.",
        new FieldError(
            "path",
            "a route of this API; not " + route(event),
            "see the API reference for what there is"));
  }

  private static Reply busy() {
    return Problem.of(
            ProblemCode.BUSY,
            "Others were changing the same thing, or AWS was slow. Nothing was left half done; try"
                + " again.")
        .reply()
        .with("Retry-After", RETRY_AFTER_SECONDS);
  }

  private static Reply internal(String quoted) {
    return Problem.of(
            ProblemCode.INTERNAL,
            "This is not your fault. Quote the request id " + quoted + " when you ask for help.")
        .with("requestId", new Json.Str(quoted))
        .reply();
  }
}
