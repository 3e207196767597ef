package dev.tidegate.adapters.dynamodb;

import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Turns the first answer to a call into a server's failure, after the call took effect.
final class LostAnswer implements ExecutionInterceptor {
  private Optional<String> waiting = Optional.empty();
  private boolean happened;

  /// Loses the next answer to `operation`.
  void next(String operation) {
    waiting = Optional.of(operation);
  }

  boolean happened() {
    return happened;
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!waiting.equals(
        Optional.of(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)))) {
      return context.httpResponse();
    }
    waiting = Optional.empty();
    happened = true;
    return SdkHttpResponse.builder().statusCode(503).build();
  }
}
