package dev.tidegate.core.access;

import java.time.Instant;

/// The credentials of one session. They are secret: never logged, stored or put in an event. Their
/// text form is `***`.
///
/// @param expiresAt the time from which AWS refuses them
public record Credentials(
    String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {
  /// Returns the same credentials with the earlier of two ends: the session's own, and `end`, from
  /// which its policy denies everything.
  public Credentials until(Instant end) {
    return expiresAt.isAfter(end)
        ? new Credentials(accessKeyId, secretAccessKey, sessionToken, end)
        : this;
  }

  @Override
  public String toString() {
    return "***";
  }
}
