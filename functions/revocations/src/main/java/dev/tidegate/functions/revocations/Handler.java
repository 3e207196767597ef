package dev.tidegate.functions.revocations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.store.CaseStore;
import java.util.Map;

/// Ends grants early, for approvers and the security group.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("revocations"));
  }

  private Handler(Composition parts) {
    this(parts, parts.cases());
  }

  private Handler(Composition parts, CaseStore store) {
    this(store, parts.visibility(), parts.api());
    parts.prime(() -> store.load(Priming.NOBODYS));
  }

  /// Takes the ports.
  public Handler(CaseStore store, Visibility visibility, ApiContext front) {
    RevokeRoute route = new RevokeRoute(new RevokeGrant(store, visibility));
    this.api = new FrontController(Map.of("POST /v1/grants/{id}/revoke", route::revoke), front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }
}
