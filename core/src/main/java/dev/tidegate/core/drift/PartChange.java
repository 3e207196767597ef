package dev.tidegate.core.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/// A change of a part of an account since the last check.
///
/// @param role the role that it is about; empty when it is about the account
/// @param before the last seen state, or [#NONE]
/// @param a description of the change
record PartChange(String part, String role, String before, String after, String what) {
  /// The state of a missing part.
  static final String NONE = "none";

  /// Returns the changes in the order of the parts' names. A role that is checked for the first
  /// time, or no longer, is one change, whatever policies it has.
  static List<PartChange> between(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<PartChange> changes = new ArrayList<>();
    for (String part : names) {
      String old = before.getOrDefault(part, NONE);
      String fresh = after.getOrDefault(part, NONE);
      String role = role(part);
      boolean whole =
          part.contains(": ")
              && !role.isEmpty()
              && before.containsKey(Fingerprint.ROLE + role)
                  != after.containsKey(Fingerprint.ROLE + role);
      if (!old.equals(fresh) && !whole) {
        changes.add(new PartChange(part, role, old, fresh, what(part, old, fresh)));
      }
    }
    return changes;
  }

  private static String role(String part) {
    return part.startsWith(Fingerprint.ROLE)
        ? part.substring(Fingerprint.ROLE.length()).split(": ", 2)[0]
        : "";
  }

  private static String what(String part, String before, String after) {
    int colon = part.indexOf(": ");
    if (colon < 0) {
      return after.equals(NONE)
          ? "it is gone, or no longer tagged tidegate:eligible"
          : "it is there, or tagged tidegate:eligible, since the last check";
    }
    String of = part.substring(colon + 2);
    if (of.startsWith(Fingerprint.MANAGED)) {
      return of + (after.equals(NONE) ? " was detached" : " was attached");
    }
    if (of.startsWith(Fingerprint.INLINE)) {
      String verb =
          before.equals(NONE) ? " was added" : after.equals(NONE) ? " was removed" : " was changed";
      return of + ", which is none of Tidegate's," + verb;
    }
    return part.startsWith(Fingerprint.POLICY)
        ? "the managed "
            + part.substring(0, colon)
            + (after.equals(NONE) ? " is no longer used" : " was changed, or is used now")
        : "its " + of + " was changed";
  }
}
