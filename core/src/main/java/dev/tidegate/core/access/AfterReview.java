package dev.tidegate.core.access;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.Group;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The review that a request owes for which the glass was broken: awaited, then given. It may be
/// given after its deadline, too.
public sealed interface AfterReview {
  /// Returns whoever may give it: somebody of one of these groups, never the requester.
  SortedSet<Group> groups();

  /// Returns until when it is owed.
  Instant deadline();

  /// Not given yet.
  ///
  /// @param overdue whether it is on record that the deadline has passed
  record Awaited(SortedSet<Group> groups, Instant deadline, boolean overdue)
      implements AfterReview {
    public Awaited {
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    /// Says whether the deadline has passed.
    public boolean late(Instant now) {
      return !now.isBefore(deadline);
    }

    /// It is on record that the deadline has passed.
    public Awaited noted() {
      return new Awaited(groups, deadline, true);
    }

    /// Somebody gave it.
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
