package dev.tidegate.core.audit.activity;

import dev.tidegate.core.entitlement.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a grant gave beside what was seen of it: for the next, narrower entitlement.
///
/// "Not seen" is not "not used": CloudTrail logs reads and writes of data, such as
/// `dynamodb:GetItem`, only when a trail is told to.
///
/// @param used granted actions, as the entitlement writes them, and how often AWS did one of them
/// @param notSeen granted actions that were not seen to be done
/// @param further actions that were done and that no granted action covers by its name
public record Usage(
    SortedMap<String, Integer> used, SortedSet<String> notSeen, SortedSet<String> further) {
  /// Compares the permissions of a grant with its activity.
  public static Usage of(List<Permission> permissions, ActivitySummary summary) {
    List<String> granted =
        permissions.stream().flatMap(one -> one.actions().stream()).distinct().sorted().toList();
    SortedMap<String, Integer> used = new TreeMap<>();
    SortedSet<String> further = new TreeSet<>();
    summary
        .actions()
        .forEach(
            (action, count) -> {
              int times = count.done() + count.failed();
              List<String> covering = covering(granted, action);
              if (times > 0 && covering.isEmpty() && !madeTheSession(action)) {
                further.add(action);
              } else if (times > 0) {
                covering.forEach(one -> used.merge(one, times, Integer::sum));
              }
            });
    SortedSet<String> notSeen = new TreeSet<>(granted);
    notSeen.removeAll(used.keySet());
    return new Usage(used, notSeen, further);
  }

  /// Tidegate makes the session, and people sign in with it: neither is something to be granted.
  private static boolean madeTheSession(String action) {
    return action.equals("sts:AssumeRole") || action.startsWith("signin:");
  }

  private static List<String> covering(List<String> granted, String action) {
    List<String> covering = new ArrayList<>();
    for (String pattern : granted) {
      String small = pattern.toLowerCase(Locale.ROOT);
      String called = action.toLowerCase(Locale.ROOT);
      boolean covers =
          small.endsWith("*")
              ? called.startsWith(small.substring(0, small.length() - 1))
              : called.equals(small);
      if (covers) {
        covering.add(pattern);
      }
    }
    return covering;
  }
}
