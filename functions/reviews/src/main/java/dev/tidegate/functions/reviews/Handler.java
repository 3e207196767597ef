package dev.tidegate.functions.reviews;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.request.GiveAfterReview;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.policies.PolicySource;
import java.util.Map;

/// Records the answers of approvers, and after-reviews.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("reviews"));
  }

  private Handler(Composition parts) {
    this(parts, parts.cases(), parts.policies());
  }

  private Handler(Composition parts, CaseStore store, PolicySource policies) {
    this(store, policies, new IamPolicyDocuments(), parts.visibility(), parts.api());
    parts.prime(policies::current, () -> store.load(Priming.NOBODYS));
  }

  /// Takes the ports.
  public Handler(
      CaseStore store,
      PolicySource policies,
      PolicyDocuments documents,
      Visibility visibility,
      ApiContext front) {
    ReviewRoutes routes =
        new ReviewRoutes(new ReviewRequest(store, policies, documents, visibility));
    AfterReviewRoute after =
        new AfterReviewRoute(new GiveAfterReview(store, policies, documents, visibility));
    this.api =
        new FrontController(
            Map.of(
                "POST /v1/requests/{id}/approve", routes::approve,
                "POST /v1/requests/{id}/deny", routes::deny,
                "POST /v1/requests/{id}/after-review", after::give),
            front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }
}
