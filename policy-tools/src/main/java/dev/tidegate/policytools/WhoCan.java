package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Finds who can get an entitlement, alone or with the approval of others.
public final class WhoCan {
  private WhoCan() {}

  /// A person and one way in which they can get the entitlement.
  ///
  /// @param approvers for each approver set of the way, who could approve; never the person
  ///   themselves
  /// @param stuck whether one of the approver sets has too few people
  public record Entry(Principal person, AccessPath way, List<Helpers> approvers, boolean stuck) {
    public Entry {
      approvers = List.copyOf(approvers);
    }
  }

  /// The people who could approve for one approver set.
  public record Helpers(ApproverSet set, List<String> people) {
    public Helpers {
      people = List.copyOf(people);
    }
  }

  /// Returns everybody who can get `entitlement`, and how.
  public static List<Entry> get(Policy policy, Entitlement entitlement, KnownPeople directory) {
    return get(directory, person -> AccessPath.of(policy, person, entitlement));
  }

  /// Returns everybody who can get `entitlement` at one instant, and how.
  public static List<Entry> get(
      Policy policy, Entitlement entitlement, KnownPeople directory, Instant at) {
    return get(directory, person -> AccessPath.of(policy, person, entitlement, at));
  }

  private static List<Entry> get(
      KnownPeople directory, Function<Principal, List<AccessPath>> ways) {
    List<Entry> entries = new ArrayList<>();
    for (Principal person : directory.people()) {
      for (AccessPath way : ways.apply(person)) {
        entries.add(entry(person, way, directory));
      }
    }
    return entries;
  }

  private static Entry entry(Principal person, AccessPath way, KnownPeople directory) {
    List<Helpers> helpers = new ArrayList<>();
    boolean stuck = false;
    for (ApproverSet set : way.approvals()) {
      List<String> people =
          directory.of(set).stream()
              .filter(other -> !other.id().equals(person.id()))
              .map(Principal::label)
              .toList();
      stuck |= directory.known() && people.size() < set.count();
      helpers.add(new Helpers(set, people));
    }
    return new Entry(person, way, helpers, stuck);
  }
}
