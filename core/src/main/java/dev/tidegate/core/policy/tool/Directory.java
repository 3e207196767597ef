package dev.tidegate.core.policy.tool;

import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// People and their groups, as the identity provider has them: whom tools speak of.
///
/// @param people each with a label of their own
/// @param known whether these are real people; else each stands for whoever is in one group
public record Directory(List<Principal> people, boolean known) {
  public Directory {
    people = List.copyOf(people);
  }

  /// Stands in for a directory nobody gave: one person for each group that `policies` name.
  public static Directory ofGroups(Policy... policies) {
    SortedSet<Group> groups = new TreeSet<>();
    for (Policy policy : policies) {
      for (Rule rule : policy.rules()) {
        groups.addAll(rule.who().groups());
      }
    }
    List<Principal> people = new ArrayList<>();
    for (Group group : groups) {
      people.add(
          new Principal(
              new PrincipalId("group", group.name()),
              "whoever is in " + group.name(),
              new TreeSet<>(List.of(group))));
    }
    return new Directory(people, false);
  }

  /// Returns the people who are in one of a set's groups.
  public List<Principal> of(ApproverSet set) {
    return people.stream().filter(person -> person.inAnyOf(set.groups())).toList();
  }
}
