package dev.tidegate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Sees every AWS call that any SDK client of this JVM makes, and lets one go wrong if told to; the
/// SDK finds it by its resource file.
public final class Calls implements ExecutionInterceptor {
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static volatile Optional<Strike> strike = Optional.empty();

  private static volatile boolean aside;

  /// The call that is `at` from the start of the list, from 0, goes wrong in this way.
  record Strike(int at, Mishap how) {}

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (aside) {
      return;
    }
    SEEN.add(name(attributes));
    struck(true).ifPresent(how -> how.raise(name(attributes)));
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (aside) {
      return;
    }
    struck(false).ifPresent(how -> how.raise(name(attributes)));
  }

  /// One client's calls do not overlap here, so the last of the list is the one that is made.
  private static Optional<Mishap> struck(boolean before) {
    Optional<Strike> waiting = strike;
    if (waiting.filter(s -> s.at() == SEEN.size() - 1 && s.how().before() == before).isEmpty()) {
      return Optional.empty();
    }
    strike = Optional.empty();
    return waiting.map(Strike::how);
  }

  private static String name(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
        + "."
        + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }

  /// Notes a call that a part makes which a test stands in for.
  static void note(String call) {
    SEEN.add(call);
  }

  /// Runs a question of the test's own, whose calls do not count.
  static <T> T aside(Supplier<T> question) {
    aside = true;
    try {
      return question.get();
    } finally {
      aside = false;
    }
  }

  /// Runs `operation` and returns the calls it made, in order.
  static List<String> of(Runnable operation) {
    SEEN.clear();
    operation.run();
    return new ArrayList<>(SEEN);
  }

  /// Runs `operation` while one call of it goes wrong. Says whether one did.
  static boolean struck(Strike planned, Runnable operation) {
    SEEN.clear();
    strike = Optional.of(planned);
    operation.run();
    boolean happened = strike.isEmpty();
    strike = Optional.empty();
    return happened;
  }
}
