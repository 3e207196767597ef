package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what the policies of a role say, independently of what wrote them.
final class RoleNames {
  private static final Pattern NAMED = Pattern.compile("\"\\*:(g-[0-9a-z]{16})\"");

  private RoleNames() {}

  static boolean pack(String name) {
    return InlinePolicyName.parse(name)
        .filter(InlinePolicyName.PackedRevocations.class::isInstance)
        .isPresent();
  }

  /// Returns the grants whose sessions some policy denies by their name.
  static Set<GrantId> denied(Map<String, String> policies) {
    Set<GrantId> denied = new LinkedHashSet<>();
    for (String document : policies.values()) {
      Matcher found = NAMED.matcher(document);
      while (found.find()) {
        denied.add(new GrantId(found.group(1)));
      }
    }
    return denied;
  }
}
