package dev.tidegate.core.activity;

import dev.tidegate.core.entitlement.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares what a grant gave with what was seen of it, to help narrow the entitlement.
///
/// It relies on trails that log management events. Whether an action was done that may leave no
/// record ([DataEvents]) and was not seen is unknown.
///
/// @param used granted actions, as the entitlement writes them, with the number of successful calls
/// @param notSeen granted actions that were not seen and would have been recorded
/// @param unknown granted actions that were not seen but may have been done
/// @param further actions that were done but that no granted action covers by name
public record GrantUsage(
    SortedMap<String, Integer> used,
    SortedSet<String> notSeen,
    SortedSet<String> unknown,
    SortedSet<String> further) {
  /// Compares the permissions of a grant with its activity.
  ///
  /// @param sessions the number of sessions that the grant issued: if there were some but the
  ///   creation of none was seen, the account does not forward its records, and nothing is known
  public static GrantUsage of(List<Permission> permissions, int sessions, ActivitySummary summary) {
    List<String> granted =
        permissions.stream().flatMap(one -> one.actions().stream()).distinct().sorted().toList();
    SortedMap<String, Integer> used = new TreeMap<>();
    SortedSet<String> unseen = new TreeSet<>(granted);
    SortedSet<String> further = new TreeSet<>();
    summary
        .actions()
        .forEach(
            (action, count) -> {
              List<String> covering = covering(granted, action);
              // A failed call was an attempt, so the action is neither used nor unused.
              if (count.done() + count.failed() > 0) {
                covering.forEach(unseen::remove);
              }
              if (count.done() > 0 && covering.isEmpty() && !madeTheSession(action)) {
                further.add(action);
              } else if (count.done() > 0) {
                covering.forEach(one -> used.merge(one, count.done(), Integer::sum));
              }
            });
    SortedSet<String> unknown = new TreeSet<>(unseen);
    boolean partial = summary.otherActions() > 0 || (sessions > 0 && summary.issued() == 0);
    unknown.removeIf(action -> !partial && !DataEvents.mayBeUnseen(action));
    unseen.removeAll(unknown);
    return new GrantUsage(used, unseen, unknown, further);
  }

  /// Returns whether the action only created the session or signed in with it; neither needs a
  /// grant.
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
