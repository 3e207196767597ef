package dev.tidegate.core.access;

import java.time.Duration;
import java.time.Instant;

/// That a session was issued, written before it is: its number within the grant, its form, when,
/// and until when it can be used at the latest. Never a credential.
public record SessionRecord(int number, Form form, Instant at, Instant until) {
  /// How late STS may issue a session after it was recorded: longer than the function that issues
  /// it may run.
  public static final Duration MARGIN = Duration.ofSeconds(60);

  /// How the credentials went out.
  public enum Form {
    CREDENTIALS,
    CONSOLE
  }
}
