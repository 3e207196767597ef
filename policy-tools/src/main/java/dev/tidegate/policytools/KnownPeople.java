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

/// People and their groups, as the identity provider has them: whom tools speak of.
///
/// @param people each with a label of their own
/// @param known whether these are real people; else each stands for whoever is in one group
/// @param groups every group that the identity provider has; empty when nobody said which it has
public record KnownPeople(List<Principal> people, boolean known, Optional<Set<Group>> groups) {
  public KnownPeople {
    people = List.copyOf(people);
    groups = groups.map(Set::copyOf);
  }

  /// People of an identity provider of whose groups nobody gave a list.
  public KnownPeople(List<Principal> people, boolean known) {
    this(people, known, Optional.empty());
  }

  /// Stands in for a directory nobody gave: one person for each group that `policies` name, and one
  /// without a group when a rule is for everybody.
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

  /// Says whether there is such a group, as far as anybody said.
  public boolean has(Group group) {
    return groups.isEmpty() || groups.get().contains(group) || !of(group).isEmpty();
  }
}
