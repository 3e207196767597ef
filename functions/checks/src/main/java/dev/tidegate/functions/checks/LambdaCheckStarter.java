package dev.tidegate.functions.checks;

import dev.tidegate.adapters.aws.LambdaInvoker;
import dev.tidegate.adapters.lambda.event.AskedCheck;
import dev.tidegate.core.principal.Actor;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Invokes `audit` asynchronously; returning means that the check is queued, not done.
final class LambdaCheckStarter implements CheckStarter {
  private final LambdaInvoker invoker;
  private final String audit;

  /// @param audit the name of the function
  LambdaCheckStarter(LambdaClient lambda, String audit) {
    this.invoker = new LambdaInvoker(lambda);
    this.audit = audit;
  }

  @Override
  public void start(String run, Actor.Person by) {
    invoker.queue(audit, new AskedCheck(run, by).text(), "");
  }
}
