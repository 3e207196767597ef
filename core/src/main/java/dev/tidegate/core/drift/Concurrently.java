package dev.tidegate.core.drift;

import dev.tidegate.core.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Processes several items in parallel, each in its own virtual thread.
final class Concurrently {
  private Concurrently() {}

  /// Returns the result for each item, in order. An item that is not done within `most` is
  /// interrupted and gets the result of `tooLate`.
  ///
  /// @param work must not throw
  static <T, R> List<R> each(
      List<T> items, Function<T, R> work, Function<T, R> tooLate, Duration most) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Callable<R>> tasks =
          items.stream().map(item -> (Callable<R>) () -> work.apply(item)).toList();
      List<Future<R>> done = threads.invokeAll(tasks, most.toMillis(), TimeUnit.MILLISECONDS);
      List<R> results = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        Future<R> one = done.get(i);
        results.add(
            one.state() == Future.State.SUCCESS ? one.resultNow() : tooLate.apply(items.get(i)));
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.BUSY, "interrupted while accounts were read", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
