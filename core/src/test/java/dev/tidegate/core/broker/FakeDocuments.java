package dev.tidegate.core.broker;

import dev.tidegate.core.entitlement.Permission;
import java.time.Instant;
import java.util.List;

/// Policy documents that [FakeAws] reads: until when, and what is allowed.
public final class FakeDocuments implements PolicyDocuments {
  private static final String UNTIL = "until ";

  @Override
  public String session(List<Permission> permissions, Instant end) {
    return UNTIL + end + " session may " + permissions;
  }

  @Override
  public String temporary(List<Permission> permissions, Instant end) {
    return UNTIL + end + " role may " + permissions;
  }

  /// Returns the date condition of a document.
  static Instant end(String document) {
    int from = UNTIL.length();
    return Instant.parse(document.substring(from, document.indexOf(' ', from)));
  }
}
