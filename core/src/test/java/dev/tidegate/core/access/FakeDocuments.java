package dev.tidegate.core.access;

import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.entitlement.Permission;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Policy documents that [FakeAws] reads: until when, and what is allowed.
public final class FakeDocuments implements PolicyDocuments {
  private static final String UNTIL = "until ";

  @Override
  public String session(List<Permission> permissions, Instant end) {
    return UNTIL + end + " session may " + actions(permissions);
  }

  @Override
  public String temporary(List<Permission> permissions, Instant end) {
    return UNTIL + end + " role may " + actions(permissions);
  }

  private static String actions(List<Permission> permissions) {
    return permissions.stream()
        .flatMap(permission -> permission.actions().stream())
        .collect(Collectors.joining(","));
  }

  /// Returns the date condition of a document.
  static Instant end(String document) {
    int from = UNTIL.length();
    return Instant.parse(document.substring(from, document.indexOf(' ', from)));
  }
}
