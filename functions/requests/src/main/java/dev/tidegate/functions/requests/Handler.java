package dev.tidegate.functions.requests;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoActivityStore;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.lambda.CompactPolicyWarnings;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.RandomRequestIds;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
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
import dev.tidegate.core.policies.CurrentPolicy;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Group;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Answers everything under `/v1/requests` but the answers of approvers, `/v1/explain`,
/// `/v1/entitlements`, and what was done with a grant.
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
            new CompactPolicyWarnings(Log.of("requests")));
    ApiContext front = ApiContext.of("requests", env);
    this(
        store,
        policies,
        new IamPolicyDocuments(),
        new RandomRequestIds(),
        new Visibility(new Group(env.required("TIDEGATE_SECURITY_GROUP"))),
        DynamoActivityStore.reading(dynamo, env.required("TIDEGATE_ACTIVITY_TABLE")),
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
