package dev.tidegate.core.policy;

import dev.tidegate.core.principal.Group;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The duty of break-glass access: a review by somebody else in one of `groups`, within a time
/// after the request.
public record AfterReviewDuty(SortedSet<Group> groups, Duration within) {
  public AfterReviewDuty {
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("an after-review names at least one group");
    }
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException("within: a time expected");
    }
  }
}
