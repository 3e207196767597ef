package dev.tidegate.functions.records;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.aws.AwsClients;
import dev.tidegate.adapters.dynamodb.DynamoCheckpoints;
import dev.tidegate.adapters.dynamodb.DynamoRecordReader;
import dev.tidegate.adapters.kms.KmsSigner;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.CheckpointStore;
import dev.tidegate.core.record.RecordReader;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/// Hands the record to the security group: events, checkpoints, and the key to verify them with.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;

  /// Wires the real things, from the environment of the process.
  public Handler() {
    Env env = Env.ofProcess();
    AwsClients clients = new AwsClients(env.required("AWS_REGION"));
    DynamoDbClient dynamo = clients.build(DynamoDbClient.builder());
    String ledger = env.required("TIDEGATE_LEDGER_TABLE");
    KmsSigner key =
        new KmsSigner(
            clients.build(KmsClient.builder()), env.required("TIDEGATE_CHECKPOINT_KEY_ARN"));
    ApiContext front = ApiContext.of("records", env);
    CheckpointStore checkpoints = new DynamoCheckpoints(dynamo, ledger);
    this(
        new DynamoRecordReader(dynamo, ledger),
        checkpoints,
        key::publicKey,
        new Group(env.required("TIDEGATE_SECURITY_GROUP")),
        front);
    Priming.run(env, front.log(), List.of(Priming::json, checkpoints::last));
  }

  /// Takes the ports, and the group that may read.
  ///
  /// @param publicKey the key that checkpoints are signed by, in PEM
  public Handler(
      RecordReader events,
      CheckpointStore checkpoints,
      Supplier<String> publicKey,
      Group security,
      ApiContext front) {
    RecordRoutes routes = new RecordRoutes(events, checkpoints, publicKey, security);
    this.api =
        new FrontController(
            Map.of(
                "GET /v1/audit/events", routes::events,
                "GET /v1/audit/checkpoints", routes::checkpoints,
                "GET /v1/audit/key", routes::key),
            front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }
}
