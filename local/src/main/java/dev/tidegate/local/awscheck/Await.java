package dev.tidegate.local.awscheck;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Waits for AWS.
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

  /// Asks every two seconds until AWS does not refuse; throws its last refusal after `limit`.
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
