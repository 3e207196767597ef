package dev.tidegate.functions.records;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.kms.KmsSigner;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.CheckpointStore;
import dev.tidegate.core.record.RecordReader;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.KmsClient;

/// Serves the record to the security group: events, checkpoints, and the public key for their
/// signatures.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("records"));
  }

  private Handler(Composition parts) {
    this(parts, parts.checkpoints());
  }

  private Handler(Composition parts, CheckpointStore checkpoints) {
    this(
        parts.recordReader(),
        checkpoints,
        new KmsSigner(
                parts.aws().build(KmsClient.builder()),
                parts.env().required("TIDEGATE_CHECKPOINT_KEY_ARN"))
            ::publicKey,
        parts.securityGroup(),
        parts.api());
    parts.prime(checkpoints::last);
  }

  /// Takes the ports, and the group that may read.
  ///
  /// @param publicKey the public key of the checkpoints' signatures, in PEM
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
