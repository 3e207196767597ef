package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.Group;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The people in any of `groups`, except the requester, of whom `count` must approve.
public record ApproverSet(Name name, SortedSet<Group> groups, int count) {
  public ApproverSet {
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("an approver set names at least one group");
    }
    if (count < 1 || count > 10) {
      throw new IllegalArgumentException("count: 1 to 10 expected");
    }
  }
}
