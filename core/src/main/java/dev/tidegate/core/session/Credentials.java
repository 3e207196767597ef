package dev.tidegate.core.session;

import java.time.Instant;

/// The credentials of one session. A secret: never logged, stored, or put in an event; prints as
/// `***`.
public record Credentials(
    String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {
  @Override
  public String toString() {
    return "***";
  }
}
