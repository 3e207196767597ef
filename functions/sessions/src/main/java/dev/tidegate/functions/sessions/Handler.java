package dev.tidegate.functions.sessions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.http.Api;
import dev.tidegate.adapters.lambda.http.Front;
import dev.tidegate.core.broker.CaseStore;
import dev.tidegate.core.broker.ConsoleSignIn;
import dev.tidegate.core.broker.IssueSession;
import dev.tidegate.core.broker.PolicyDocuments;
import dev.tidegate.core.broker.PolicySource;
import dev.tidegate.core.broker.SessionIssuer;
import dev.tidegate.core.broker.Visibility;
import java.util.Map;

/// Issues sessions: the only function that may assume access roles.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Api api;

  /// Takes the ports.
  public Handler(
      CaseStore store,
      PolicySource policies,
      PolicyDocuments documents,
      Visibility visibility,
      SessionIssuer issuer,
      ConsoleSignIn console,
      Front front) {
    SessionRoutes routes =
        new SessionRoutes(
            new IssueSession(store, policies, documents, visibility, issuer, console), front);
    this.api =
        new Api(
            Map.of(
                "POST /v1/grants/{id}/credentials", routes::credentials,
                "POST /v1/grants/{id}/console", routes::console),
            front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }
}
