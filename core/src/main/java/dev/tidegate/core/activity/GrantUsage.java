package dev.tidegate.core.activity;

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
/// It rests on trails that log management events. Of an action that may be done without a record of
/// it ([DataEvents]) and was not seen, nobody knows.
///
/// @param used granted actions, as the entitlement writes them, and how often AWS did one of them
/// @param notSeen granted actions that were not seen, though each would have been recorded
/// @param unknown granted actions that were not seen, and may have been done all the same
/// @param further actions that were done and that no granted action covers by its name
public record GrantUsage(
    SortedMap<String, Integer> used,
    SortedSet<String> notSeen,
    SortedSet<String> unknown,
    SortedSet<String> further) {
  /// Compares the permissions of a grant with its activity.
  ///
  /// @param sessions how many sessions the grant issued: where there were some and the making of
  ///   none was seen, the account does not send what is recorded, and nothing is known
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
              // What failed was tried: it is neither used nor unused.
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
