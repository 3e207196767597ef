package dev.tidegate.adapters.dynamodb;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Notes every call that goes out, retries included, by its operation.
final class CallCounter implements ExecutionInterceptor {
  private final List<String> calls = new ArrayList<>();

  @Override
  public synchronized void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    calls.add(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
  }

  /// Returns the calls that `action` made.
  synchronized List<String> during(Runnable action) {
    calls.clear();
    action.run();
    return List.copyOf(calls);
  }
}
