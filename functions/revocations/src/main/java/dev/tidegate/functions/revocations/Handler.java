package dev.tidegate.functions.revocations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.principal.Group;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Ends grants early, on behalf of approvers and security.
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
    ApiContext front = ApiContext.of("revocations", env);
    this(store, new Visibility(new Group(env.required("TIDEGATE_SECURITY_GROUP"))), front);
    Priming.run(env, front.log(), List.of(Priming::json, () -> store.load(Priming.NOBODYS)));
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
