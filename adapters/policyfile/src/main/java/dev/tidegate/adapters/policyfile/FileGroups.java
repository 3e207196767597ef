package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.principal.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The groups that the file defines out of others. Wherever one is named, its members are meant,
/// down to groups of the identity provider; a token that names one gives nothing.
final class FileGroups {
  private static final int MOST = 1000;

  private final Map<Group, SortedSet<Group>> members = new LinkedHashMap<>();
  private final Map<Group, SortedSet<Group>> expanded = new HashMap<>();

  private FileGroups() {}

  static FileGroups read(Optional<Cursor> at) {
    FileGroups groups = new FileGroups();
    at.ifPresent(groups::readAll);
    return groups;
  }

  /// Reads a list of groups, and puts the members in the place of those that the file defines.
  SortedSet<Group> read(Cursor at) {
    SortedSet<Group> all = new TreeSet<>();
    for (Group group : at.distinct(Common.MOST_GROUPS, Common::group)) {
      all.addAll(expanded.getOrDefault(group, new TreeSet<>(List.of(group))));
    }
    return all;
  }

  private void readAll(Cursor at) {
    Map<Group, Place> places = new LinkedHashMap<>();
    at.entries(MOST)
        .forEach(
            (name, value) -> {
              if (Group.valid(name)) {
                places.put(new Group(name), at.keyPlace(name));
                members.put(
                    new Group(name),
                    new TreeSet<>(value.distinct(Common.MOST_GROUPS, Common::group)));
              } else {
                at.reportAt(
                    at.keyPlace(name),
                    Code.INVALID_VALUE,
                    Common.GROUP + " expected, found " + Show.quoted(name));
              }
            });
    places.forEach(
        (group, place) ->
            expand(group, new ArrayList<>())
                .ifPresent(
                    cycle ->
                        at.reportAt(
                            place,
                            Code.GROUP_CYCLE,
                            "groups that do not contain themselves expected, found "
                                + Show.cut(cycle, 200))));
  }

  /// Expands a group and all below it; returns the way round when it contains itself.
  private Optional<String> expand(Group group, List<Group> above) {
    if (expanded.containsKey(group) || !members.containsKey(group)) {
      return Optional.empty();
    }
    int before = above.indexOf(group);
    if (before >= 0) {
      List<String> round =
          new ArrayList<>(above.subList(before, above.size()).stream().map(Group::name).toList());
      round.add(group.name());
      return Optional.of(String.join(" > ", round));
    }
    above.add(group);
    SortedSet<Group> all = new TreeSet<>();
    Optional<String> cycle = Optional.empty();
    for (Group member : members.getOrDefault(group, new TreeSet<>())) {
      Optional<String> found = expand(member, above);
      cycle = cycle.or(() -> found);
      all.addAll(
          members.containsKey(member)
              ? expanded.getOrDefault(member, new TreeSet<>())
              : new TreeSet<>(List.of(member)));
    }
    above.removeLast();
    expanded.put(group, all);
    return cycle;
  }
}
