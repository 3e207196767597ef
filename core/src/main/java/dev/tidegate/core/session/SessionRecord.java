package dev.tidegate.core.session;

import java.time.Instant;

/// That a session was issued, written before it is: its number within the grant, its form, when,
/// and until when it can be used at the latest. Never a credential.
public record SessionRecord(int number, Form form, Instant at, Instant until) {
  /// How the credentials went out.
  public enum Form {
    CREDENTIALS,
    CONSOLE
  }
}
