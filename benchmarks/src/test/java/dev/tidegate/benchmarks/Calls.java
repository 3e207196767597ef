package dev.tidegate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Sees every AWS call that any SDK client of this JVM makes; the SDK finds it by its resource
/// file.
public final class Calls implements ExecutionInterceptor {
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    SEEN.add(
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
            + "."
            + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
  }

  /// Runs `operation` and returns the calls it made, in order.
  static List<String> of(Runnable operation) {
    SEEN.clear();
    operation.run();
    return new ArrayList<>(SEEN);
  }
}
