package dev.tidegate.functions.reviews;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.lambda.CompactPolicyWarnings;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.request.GiveAfterReview;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.policies.CurrentPolicy;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Group;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Takes the answers of approvers, and the reviews of those who look back.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;

  /// Wires the real things, from the environment of the process.
  public Handler() {
    Env env = Env.ofProcess();
    DynamoDbClient dynamo =
        new AwsClients(env.required("AWS_REGION")).build(DynamoDbClient.builder());
    String table = env.required("TIDEGATE_TABLE");
    CaseStore store =
        new DynamoCaseStore(
            dynamo,
            table,
            env.required("TIDEGATE_WATCH_TABLE"),
            env.required("TIDEGATE_LEDGER_TABLE"));
    PolicySource policies =
        new CurrentPolicy(
            new DynamoPolicyVersions(dynamo, table, env.required("TIDEGATE_LEDGER_TABLE")),
            new YamlPolicyParser(),
            new CompactPolicy(),
            new CompactPolicyWarnings(Log.of("reviews")));
    ApiContext front = ApiContext.of("reviews", env);
    this(
        store,
        policies,
        new IamPolicyDocuments(),
        new Visibility(new Group(env.required("TIDEGATE_SECURITY_GROUP"))),
        front);
    Priming.run(
        env,
        front.log(),
        List.of(Priming::json, () -> policies.current(), () -> store.load(Priming.NOBODYS)));
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
