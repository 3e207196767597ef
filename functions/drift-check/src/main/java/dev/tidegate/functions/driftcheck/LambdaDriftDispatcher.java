package dev.tidegate.functions.driftcheck;

import dev.tidegate.adapters.aws.LambdaInvoker;
import dev.tidegate.adapters.lambda.event.Correction;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.drift.DriftDispatcher;
import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Invokes `end-grant`, and `audit` itself to continue, asynchronously; returning means queued, not
/// done. Lambda retries a failed event twice, then sends it to the function's dead-letter queue.
final class LambdaDriftDispatcher implements DriftDispatcher {
  private final LambdaInvoker invoker;
  private final String endGrant;
  private final String audit;

  /// @param endGrant the name of the function that ends grants
  /// @param audit the name of this function
  LambdaDriftDispatcher(LambdaClient lambda, String endGrant, String audit) {
    this.invoker = new LambdaInvoker(lambda);
    this.endGrant = endGrant;
    this.audit = audit;
  }

  @Override
  public void remove(StrayRemoval removal) {
    invoke(endGrant, new Correction.Remove(removal).text());
  }

  @Override
  public void end(GrantId grant) {
    invoke(endGrant, GrantEvent.write(grant));
  }

  @Override
  public void putBack(String run, GrantId grant) {
    invoke(endGrant, new Correction.PutBack(run, grant).text());
  }

  @Override
  public void goOn(String run) {
    invoke(audit, JsonWriter.compact(Json.object().put("run", run).build()));
  }

  private void invoke(String function, String payload) {
    invoker.queue(function, payload, "");
  }
}
