package dev.tidegate.functions.reviews;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.http.Api;
import dev.tidegate.adapters.lambda.http.Front;
import dev.tidegate.core.broker.CaseStore;
import dev.tidegate.core.broker.PolicyDocuments;
import dev.tidegate.core.broker.PolicySource;
import dev.tidegate.core.broker.ReviewRequest;
import dev.tidegate.core.broker.Visibility;
import java.util.Map;

/// Takes the answers of approvers.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Api api;

  /// Takes the ports.
  public Handler(
      CaseStore store,
      PolicySource policies,
      PolicyDocuments documents,
      Visibility visibility,
      Front front) {
    ReviewRoutes routes =
        new ReviewRoutes(new ReviewRequest(store, policies, documents, visibility));
    this.api =
        new Api(
            Map.of(
                "POST /v1/requests/{id}/approve", routes::approve,
                "POST /v1/requests/{id}/deny", routes::deny),
            front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }
}
