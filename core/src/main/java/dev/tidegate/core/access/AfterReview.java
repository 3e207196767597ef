package dev.tidegate.core.access;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.Group;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The after-review of a break-glass request: outstanding, then given. It may also be given after
/// its deadline.
public sealed interface AfterReview {
  /// Returns the groups whose members may give it, except for the requester.
  SortedSet<Group> groups();

  /// Returns the deadline.
  Instant deadline();

  /// Outstanding.
  ///
  /// @param overdue whether the record says that the deadline has passed
  record Awaited(SortedSet<Group> groups, Instant deadline, boolean overdue)
      implements AfterReview {
    public Awaited {
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    /// Returns whether the deadline has passed.
    public boolean late(Instant now) {
      return !now.isBefore(deadline);
    }

    /// Marks that the record says that the deadline has passed.
    public Awaited noted() {
      return new Awaited(groups, deadline, true);
    }

    /// Gives the review.
    public Given give(
        Actor.Person by, ReviewFinding finding, Optional<String> comment, Instant at) {
      return new Given(groups, deadline, by, finding, comment, at);
    }
  }

  /// Given.
  record Given(
      SortedSet<Group> groups,
      Instant deadline,
      Actor.Person by,
      ReviewFinding finding,
      Optional<String> comment,
      Instant at)
      implements AfterReview {
    public Given {
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }
  }
}
