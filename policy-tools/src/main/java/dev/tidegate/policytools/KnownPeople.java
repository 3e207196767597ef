package dev.tidegate.policytools;

import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Audience;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The people, and their groups in the identity provider, for whom the tools give their results.
///
/// @param people each with a unique label
/// @param known whether these are real people; if not, each stands for the members of one group
/// @param groups every group of the identity provider; empty when unknown
public record KnownPeople(List<Principal> people, boolean known, Optional<Set<Group>> groups) {
  public KnownPeople {
    people = List.copyOf(people);
    groups = groups.map(Set::copyOf);
  }

  /// Creates people of an identity provider whose list of groups is unknown.
  public KnownPeople(List<Principal> people, boolean known) {
    this(people, known, Optional.empty());
  }

  /// Returns stand-ins for when no directory is given: one person for each group that `policies`
  /// name, and one without a group when a rule applies to everybody.
  public static KnownPeople ofGroups(Policy... policies) {
    SortedSet<Group> groups = new TreeSet<>();
    boolean forEverybody = false;
    for (Policy policy : policies) {
      for (Rule rule : policy.rules()) {
        groups.addAll(rule.who().groups());
        forEverybody |= rule.who().audience() instanceof Audience.Everybody;
      }
    }
    List<Principal> people = new ArrayList<>();
    if (forEverybody) {
      people.add(
          new Principal(
              new PrincipalId("everybody", "signed in"), "whoever is signed in", new TreeSet<>()));
    }
    for (Group group : groups) {
      people.add(
          new Principal(
              new PrincipalId("group", group.name()),
              "whoever is in " + group.name(),
              new TreeSet<>(List.of(group))));
    }
    return new KnownPeople(people, false);
  }

  /// Returns the people who are in one of a set's groups.
  public List<Principal> of(ApproverSet set) {
    return people.stream().filter(person -> person.inAnyOf(set.groups())).toList();
  }

  /// Returns the people of a group.
  public List<Principal> of(Group group) {
    return people.stream().filter(person -> person.groups().contains(group)).toList();
  }

  /// Returns whether there is such a group; true when the groups are unknown.
  public boolean has(Group group) {
    return groups.isEmpty() || groups.get().contains(group) || !of(group).isEmpty();
  }
}
