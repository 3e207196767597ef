package dev.tidegate.functions.requests;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.dynamodb.DynamoActivityStore;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.RandomRequestIds;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.ApprovalWarnings;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.request.ExtendGrant;
import dev.tidegate.core.access.request.ReadRequests;
import dev.tidegate.core.access.request.RequestIds;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.access.request.WithdrawRequest;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.activity.ActivityStore;
import dev.tidegate.core.activity.ReadActivity;
import dev.tidegate.core.policies.PolicySource;
import java.util.Map;

/// Handles `/v1/requests` except for the answers of approvers, `/v1/explain`, `/v1/entitlements`,
/// and the activity of grants.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("requests"));
  }

  private Handler(Composition parts) {
    this(parts, parts.cases(), parts.policies());
  }

  private Handler(Composition parts, CaseStore store, PolicySource policies) {
    this(
        store,
        policies,
        new IamPolicyDocuments(),
        new RandomRequestIds(),
        parts.visibility(),
        DynamoActivityStore.reading(
            parts.dynamo(), parts.env().required("TIDEGATE_ACTIVITY_TABLE")),
        parts.api());
    parts.prime(policies::current, () -> store.load(Priming.NOBODYS));
  }

  /// Takes the ports.
  public Handler(
      CaseStore store,
      PolicySource policies,
      PolicyDocuments documents,
      RequestIds ids,
      Visibility visibility,
      ActivityStore done,
      ApiContext front) {
    SubmitRequest asking = new SubmitRequest(store, policies, documents, ids);
    SubmitRoutes submit = new SubmitRoutes(asking, new ExtendGrant(store, asking, visibility));
    ReadRoutes read =
        new ReadRoutes(
            new ReadRequests(store, visibility), new ApprovalWarnings(policies, documents));
    WithdrawRoute withdraw = new WithdrawRoute(new WithdrawRequest(store, visibility));
    ActivityRoute activity = new ActivityRoute(new ReadActivity(store, visibility, done));
    EntitlementsRoute entitlements = new EntitlementsRoute(policies);
    this.api =
        new FrontController(
            Map.of(
                "POST /v1/requests", submit::submit,
                "POST /v1/explain", submit::explain,
                "GET /v1/requests", read::list,
                "GET /v1/requests/{id}", read::show,
                "GET /v1/entitlements", entitlements::list,
                "GET /v1/grants/{id}/activity", activity::show,
                "POST /v1/requests/{id}/withdraw", withdraw::withdraw),
            front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }
}
