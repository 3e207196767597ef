package dev.tidegate.adapters.lambda;

import dev.tidegate.core.fault.Fault;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// Invokes functions asynchronously: handed over means queued, not done. Lambda tries each again
/// twice, then tells the function's dead-letter queue.
public final class AsyncInvoker {
  private static final int QUEUED = 202;

  private final LambdaClient lambda;

  public AsyncInvoker(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /// Queues `payload` for `function`.
  ///
  /// @param call what is called, for the message of a fault
  public void invoke(String function, String payload, String call) {
    try {
      InvokeResponse response =
          lambda.invoke(
              request ->
                  request
                      .functionName(function)
                      .invocationType(InvocationType.EVENT)
                      .payload(SdkBytes.fromUtf8String(payload)));
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
