package dev.tidegate.core.policy;

import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Whom a rule is for: everybody who is signed in, or whoever is in one of some groups.
///
/// `groups: ["*"]` in a policy file is [Everybody], never a group of that name: a token that claims
/// a group called `*` gets nothing by it.
public sealed interface Audience {
  /// Returns whether `person` is among them.
  boolean includes(Principal person);

  /// Returns whether everybody in `other` is among them, as far as names of groups tell.
  boolean covers(Audience other);

  /// Returns whether somebody may be in both, as far as names of groups tell.
  boolean meets(Audience other);

  /// Returns the groups that it names: none for everybody.
  SortedSet<Group> groups();

  /// Everybody who is signed in, in whatever groups, or in none.
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

  /// Whoever is in at least one of `groups`.
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
