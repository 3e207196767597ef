package dev.tidegate.core.policy;

import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The people to whom a rule applies: everybody who is signed in, or the members of some groups.
///
/// `groups: ["*"]` in a policy file is [Everybody], never a group of that name: a token that claims
/// a group called `*` gains nothing.
public sealed interface Audience {
  /// Returns whether `person` is included.
  boolean includes(Principal person);

  /// Returns whether this includes everybody in `other`, judging by group names.
  boolean covers(Audience other);

  /// Returns whether somebody may be in both, judging by group names.
  boolean meets(Audience other);

  /// Returns the named groups; none for everybody.
  SortedSet<Group> groups();

  /// Everybody who is signed in, in any groups or none.
  record Everybody() implements Audience {
    @Override
    public boolean includes(Principal person) {
      return true;
    }

    @Override
    public boolean covers(Audience other) {
      return true;
    }

    @Override
    public boolean meets(Audience other) {
      return true;
    }

    @Override
    public SortedSet<Group> groups() {
      return Collections.emptySortedSet();
    }
  }

  /// The people in at least one of `groups`.
  record Members(SortedSet<Group> groups) implements Audience {
    public Members {
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    @Override
    public boolean includes(Principal person) {
      return person.inAnyOf(groups);
    }

    @Override
    public boolean covers(Audience other) {
      return switch (other) {
        case Everybody _ -> false;
        case Members(SortedSet<Group> theirs) -> groups.containsAll(theirs);
      };
    }

    @Override
    public boolean meets(Audience other) {
      return switch (other) {
        case Everybody _ -> true;
        case Members(SortedSet<Group> theirs) -> !Collections.disjoint(groups, theirs);
      };
    }
  }
}
