package dev.tidegate.functions.sessions;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.ProbeGrant;
import dev.tidegate.core.access.grant.SessionProbe;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.time.Instant;
import java.util.Optional;

/// Handles probes by `end-grant`, which invokes this function directly:
/// `{"routeKey":"PROBE","pathParameters":{"id":"g-.."}}`.
///
/// The HTTP API cannot send it, because there `routeKey` is one of its own routes. The result is
/// the status: 200 refused, 202 still allowed, 204 unknown, 404 no such grant is ending. With 200,
/// the body says what was refused: `{"action":"sts:..","region":".."}`. A failure is thrown.
final class ProbeRoute {
  static final String KEY = "PROBE";
  private static final int REFUSED = 200;

  private final ProbeGrant probe;

  ProbeRoute(ProbeGrant probe) {
    this.probe = probe;
  }

  static boolean asked(APIGatewayV2HTTPEvent event) {
    return KEY.equals(event.getRouteKey());
  }

  APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Instant now) {
    int status = status(event, now);
    APIGatewayV2HTTPResponse answer =
        APIGatewayV2HTTPResponse.builder().withStatusCode(status).build();
    if (status == REFUSED) {
      probe
          .tried()
          .map(
              tried ->
                  Json.object().put("action", tried.action()).put("region", tried.region()).build())
          .ifPresent(tried -> answer.setBody(JsonWriter.compact(tried)));
    }
    return answer;
  }

  private int status(APIGatewayV2HTTPEvent event, Instant now) {
    Optional<SessionProbe.Result> result =
        Optional.ofNullable(event.getPathParameters())
            .flatMap(parameters -> Optional.ofNullable(parameters.get("id")))
            .filter(GrantId::matches)
            .flatMap(id -> probe.probe(new GrantId(id), now));
    return result.map(ProbeRoute::status).orElse(404);
  }

  private static int status(SessionProbe.Result result) {
    return switch (result) {
      case REFUSED -> REFUSED;
      case ALLOWED -> 202;
      case INCONCLUSIVE -> 204;
    };
  }
}
