package dev.tidegate.core.principal;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A signed-in person or machine: canonical identity, display name, groups at the time of the call,
/// and the context of the call.
public record Principal(
    PrincipalId id, String label, SortedSet<Group> groups, CallContext context) {
  public Principal {
    if (label.isBlank() || label.length() > 256) {
      throw new IllegalArgumentException("label: 1 to 256 characters expected");
    }
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }

  /// Creates a principal without a call context.
  public Principal(PrincipalId id, String label, SortedSet<Group> groups) {
    this(id, label, groups, CallContext.UNKNOWN);
  }

  /// Returns whether this principal is in at least one of `any`.
  public boolean inAnyOf(Collection<Group> any) {
    return any.stream().anyMatch(groups::contains);
  }

  /// Returns the same principal with another call context.
  public Principal in(CallContext others) {
    return new Principal(id, label, groups, others);
  }

  /// Returns this principal as an actor, without groups.
  public Actor.Person actor() {
    return new Actor.Person(id, label);
  }
}
