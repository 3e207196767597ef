package dev.tidegate.functions.checks;

import dev.tidegate.adapters.lambda.event.AskedCheck;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/// Invokes `audit` asynchronously: queued, not done.
final class LambdaCheckStarter implements CheckStarter {
  private final LambdaClient lambda;
  private final String audit;

  /// @param audit name of the function
  LambdaCheckStarter(LambdaClient lambda, String audit) {
    this.lambda = lambda;
    this.audit = audit;
  }

  @Override
  public void start(String run, Actor.Person by) {
    String call = "lambda:Invoke " + audit;
    try {
      lambda.invoke(
          request ->
              request
                  .functionName(audit)
                  .invocationType(InvocationType.EVENT)
                  .payload(SdkBytes.fromUtf8String(new AskedCheck(run, by).text())));
    } catch (AwsServiceException refused) {
      boolean passing = refused.isThrottlingException() || refused.statusCode() >= 500;
      throw new Fault(
          passing ? Fault.Kind.BUSY : Fault.Kind.BROKEN,
          call + ": status " + refused.statusCode() + ", request " + refused.requestId());
    } catch (SdkException failure) {
      throw new Fault(Fault.Kind.BUSY, call + ": no answer from AWS", failure);
    }
  }
}
