package dev.tidegate.local.awscheck;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Polls AWS until something is true.
final class Await {
  private Await() {}

  static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AwsCheckException("Interrupted.", interrupted);
    }
  }

  /// Calls every two seconds until AWS does not refuse; throws the last refusal after `limit`.
  static <T> T untilAnswered(Duration limit, Supplier<T> question) {
    long started = System.nanoTime();
    while (true) {
      try {
        return question.get();
      } catch (AwsServiceException refused) {
        if (System.nanoTime() - started > limit.toNanos()) {
          throw refused;
        }
        pause(Duration.ofSeconds(2));
      }
    }
  }
}
