package dev.tidegate.functions.audit;

import dev.tidegate.adapters.lambda.event.Correction;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.drift.DriftHandover;
import dev.tidegate.core.drift.Removal;
import dev.tidegate.core.grant.GrantId;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// Invokes `end-grant`, and `audit` itself to go on, asynchronously: handed over means queued, not
/// done. Lambda tries each again twice, then tells the function's dead-letter queue.
final class LambdaDriftHandover implements DriftHandover {
  private static final int QUEUED = 202;

  private final LambdaClient lambda;
  private final String endGrant;
  private final String audit;

  /// @param endGrant name of the function that ends grants
  /// @param audit name of this function
  LambdaDriftHandover(LambdaClient lambda, String endGrant, String audit) {
    this.lambda = lambda;
    this.endGrant = endGrant;
    this.audit = audit;
  }

  @Override
  public void remove(Removal removal) {
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
    invoke(audit, Json.write(Map.of("run", run)));
  }

  private void invoke(String function, String payload) {
    String call = "lambda:Invoke " + function;
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
