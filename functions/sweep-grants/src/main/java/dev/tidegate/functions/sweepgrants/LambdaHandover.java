package dev.tidegate.functions.sweepgrants;

import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.broker.Handover;
import dev.tidegate.core.grant.GrantId;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// Invokes `start-grant` and `end-grant` asynchronously: handed over means queued, not done. Lambda
/// tries each again twice, then tells the function's dead-letter queue.
public final class LambdaHandover implements Handover {
  private static final int QUEUED = 202;

  private final LambdaClient lambda;
  private final String startGrant;
  private final String endGrant;

  /// @param startGrant name of the function that starts grants
  /// @param endGrant name of the function that ends them
  public LambdaHandover(LambdaClient lambda, String startGrant, String endGrant) {
    this.lambda = lambda;
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
    String call = "lambda:Invoke " + function + " for " + grant;
    try {
      InvokeResponse response =
          lambda.invoke(
              request ->
                  request
                      .functionName(function)
                      .invocationType(InvocationType.EVENT)
                      .payload(SdkBytes.fromUtf8String(GrantEvent.write(grant))));
      if (response.statusCode() != QUEUED) {
        throw new Fault(Fault.Kind.BROKEN, call + ": status " + response.statusCode());
      }
    } catch (AwsServiceException refused) {
      throw new Fault(
          kind(refused),
          call + ": status " + refused.statusCode() + ", request " + refused.requestId());
    } catch (SdkException failure) {
      throw new Fault(Fault.Kind.BUSY, call + ": no answer from AWS", failure);
    }
  }

  private static Fault.Kind kind(AwsServiceException refused) {
    if (refused.isThrottlingException() || refused.statusCode() >= 500) {
      return Fault.Kind.BUSY;
    }
    return refused.statusCode() == 403 ? Fault.Kind.DENIED : Fault.Kind.BROKEN;
  }
}
