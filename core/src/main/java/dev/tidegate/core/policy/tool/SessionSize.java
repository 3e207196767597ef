package dev.tidegate.core.policy.tool;

import dev.tidegate.core.entitlement.Permission;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How long a session policy gets at the very least: each action, resource and condition that it
/// names stands in it once, however statements are merged.
final class SessionSize {
  private static final int FRAME = 150;
  private static final int QUOTES_AND_COMMA = 3;

  private SessionSize() {}

  static int atLeast(List<Permission> permissions) {
    Set<String> once = new HashSet<>();
    for (Permission permission : permissions) {
      once.addAll(permission.actions());
      once.addAll(permission.resources());
      for (Permission.Restriction condition : permission.conditions()) {
        once.add(condition.operator());
        once.add(condition.key());
        once.addAll(condition.values());
      }
    }
    return FRAME + once.stream().mapToInt(text -> text.length() + QUOTES_AND_COMMA).sum();
  }
}
