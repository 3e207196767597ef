package dev.tidegate.adapters.aws;

import dev.tidegate.core.fault.Fault;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// Invokes functions, asynchronously or waiting for the answer. [AWS: Lambda API, Invoke]
///
/// A refused, throttled or failed invocation is a [Fault], as [AwsFaults] translates it.
public final class LambdaInvoker {
  private static final int QUEUED = 202;

  private final LambdaClient lambda;

  /// @param lambda a client whose attempts may take as long as the slowest function that is waited
  ///   for
  public LambdaInvoker(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /// Queues `payload` for `function` and returns at once. Lambda retries a failed event twice, then
  /// sends it to the function's dead-letter queue.
  ///
  /// @param function its name or ARN
  /// @param purpose the purpose, for a fault's message, such as `for g-…`; may be empty
  public void queue(String function, String payload, String purpose) {
    String call = call(function, purpose);
    InvokeResponse response =
        invoke(call, request(function, payload).invocationType(InvocationType.EVENT).build());
    if (response.statusCode() != QUEUED) {
      throw new Fault(Fault.Kind.BROKEN, call + ": status " + response.statusCode());
    }
  }

  /// Invokes `function` with `payload` and returns what it answers.
  ///
  /// @throws Fault BUSY, too, when the function itself failed
  public byte[] answer(String function, String payload, String purpose) {
    String call = call(function, purpose);
    InvokeResponse response = invoke(call, request(function, payload).build());
    if (response.functionError() != null) {
      throw new Fault(Fault.Kind.BUSY, call + ": " + response.functionError());
    }
    return response.payload().asByteArray();
  }

  private InvokeResponse invoke(String call, InvokeRequest request) {
    return AwsFaults.STANDARD.translated(call, () -> lambda.invoke(request));
  }

  private static InvokeRequest.Builder request(String function, String payload) {
    return InvokeRequest.builder().functionName(function).payload(SdkBytes.fromUtf8String(payload));
  }

  private static String call(String function, String purpose) {
    String call = "lambda:Invoke " + function;
    return purpose.isEmpty() ? call : call + " " + purpose;
  }
}
