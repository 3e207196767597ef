package dev.tidegate.core.access;

import java.time.Instant;

/// The credentials of one session. A secret: never logged, stored, or put in an event; prints as
/// `***`.
///
/// @param expiresAt from when on AWS refuses them
public record Credentials(
    String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {
  /// Returns the same credentials with the earlier of the two ends: the session's own, and `end`,
  /// from which on its policy denies everything.
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
