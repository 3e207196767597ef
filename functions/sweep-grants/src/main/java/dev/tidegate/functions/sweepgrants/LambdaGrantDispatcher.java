package dev.tidegate.functions.sweepgrants;

import dev.tidegate.adapters.aws.LambdaInvoker;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.GrantDispatcher;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Invokes `start-grant` and `end-grant` asynchronously; returning means queued, not done. Lambda
/// retries a failed event twice, then sends it to the function's dead-letter queue.
public final class LambdaGrantDispatcher implements GrantDispatcher {
  private final LambdaInvoker invoker;
  private final String startGrant;
  private final String endGrant;

  /// @param startGrant the name of the function that starts grants
  /// @param endGrant the name of the function that ends grants
  public LambdaGrantDispatcher(LambdaClient lambda, String startGrant, String endGrant) {
    this.invoker = new LambdaInvoker(lambda);
    this.startGrant = startGrant;
    this.endGrant = endGrant;
  }

  @Override
  public void start(GrantId grant) {
    invoke(startGrant, grant);
  }

  @Override
  public void end(GrantId grant) {
    invoke(endGrant, grant);
  }

  private void invoke(String function, GrantId grant) {
    invoker.queue(function, GrantEvent.write(grant), "for " + grant);
  }
}
