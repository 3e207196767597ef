package dev.tidegate.core.access;

import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import java.time.Instant;

/// Records a session, before it is issued: its number within the grant, its form, the time, and the
/// latest time at which it can be used. It never contains a credential.
public record SessionRecord(int number, Form form, Instant at, Instant until) {
  /// How long after the record STS may still issue the session: longer than the function that
  /// issues it may run.
  public static final Duration MARGIN = Timing.ISSUE;

  /// The form in which the credentials were returned.
  public enum Form {
    CREDENTIALS,
    CONSOLE
  }
}
