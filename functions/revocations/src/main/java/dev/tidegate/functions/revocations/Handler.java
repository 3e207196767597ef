package dev.tidegate.functions.revocations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.http.Api;
import dev.tidegate.adapters.lambda.http.Front;
import dev.tidegate.core.broker.CaseStore;
import dev.tidegate.core.broker.RevokeGrant;
import dev.tidegate.core.broker.Visibility;
import java.util.Map;

/// Ends grants early, on behalf of approvers and security.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Api api;

  /// Takes the ports.
  public Handler(CaseStore store, Visibility visibility, Front front) {
    RevokeRoute route = new RevokeRoute(new RevokeGrant(store, visibility));
    this.api = new Api(Map.of("POST /v1/grants/{id}/revoke", route::revoke), front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }
}
