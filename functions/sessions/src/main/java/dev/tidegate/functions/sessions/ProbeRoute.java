package dev.tidegate.functions.sessions;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.core.broker.ProbeGrant;
import dev.tidegate.core.broker.SessionProbe;
import dev.tidegate.core.grant.GrantId;
import java.time.Instant;
import java.util.Optional;

/// Answers `end-grant`, which invokes this function directly:
/// `{"routeKey":"PROBE","pathParameters":{"id":"g-.."}}`.
///
/// The HTTP API cannot send it: there, `routeKey` is one of the API's own routes. The answer is the
/// status alone: 200 refused, 202 still allowed, 204 nothing to be learned, 404 no grant that is
/// ending. A failure is thrown.
final class ProbeRoute {
  static final String KEY = "PROBE";

  private final ProbeGrant probe;

  ProbeRoute(ProbeGrant probe) {
    this.probe = probe;
  }

  static boolean asked(APIGatewayV2HTTPEvent event) {
    return KEY.equals(event.getRouteKey());
  }

  APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Instant now) {
    return APIGatewayV2HTTPResponse.builder().withStatusCode(status(event, now)).build();
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
      case REFUSED -> 200;
      case ALLOWED -> 202;
      case INCONCLUSIVE -> 204;
    };
  }
}
