package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.policy.Audience;
import dev.tidegate.core.principal.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The groups that the file defines as unions of others. A reference to one is replaced by its
/// members, down to groups of the identity provider; the same name in a token gives nothing.
final class FileGroups {
  private static final int MOST = 1000;

  private final ExpansionLimit all =
      new ExpansionLimit(500_000, "groups, with the members of the file's groups in their place,");

  private final Map<Group, SortedSet<Group>> members = new LinkedHashMap<>();
  private final Map<Group, SortedSet<Group>> expanded = new HashMap<>();

  private final Set<Group> tooLarge = new HashSet<>();

  private FileGroups() {}

  static FileGroups read(Optional<YamlValue> at) {
    FileGroups groups = new FileGroups();
    at.ifPresent(groups::readAll);
    return groups;
  }

  /// Reads the audience of a rule: `["*"]` for everybody who is signed in, or groups.
  Optional<Audience> audience(YamlValue at) {
    if (at.node() instanceof YamlNode.Items(_, List<YamlNode> items)
        && items.size() == 1
        && items.getFirst() instanceof YamlNode.Text text
        && text.value().equals(CommonReaders.EVERYBODY)) {
      return Optional.of(new Audience.Everybody());
    }
    SortedSet<Group> named = read(at);
    return named.isEmpty() ? Optional.empty() : Optional.of(new Audience.Members(named));
  }

  /// Reads a list of groups and replaces those that the file defines by their members.
  SortedSet<Group> read(YamlValue at) {
    SortedSet<Group> read = new TreeSet<>();
    for (Group group : at.distinct(CommonReaders.MOST_GROUPS, CommonReaders::namedGroup)) {
      SortedSet<Group> meant = expanded.getOrDefault(group, new TreeSet<>(List.of(group)));
      if (all.takes(meant.size(), at)) {
        read.addAll(meant);
      }
    }
    return read;
  }

  private void readAll(YamlValue at) {
    Map<Group, SourcePosition> places = new LinkedHashMap<>();
    at.entries(MOST)
        .forEach(
            (name, value) -> {
              if (name.equals(CommonReaders.EVERYBODY)) {
                at.reportAt(
                    at.keyPlace(name), FindingCode.INVALID_VALUE, CommonReaders.NOT_EVERYBODY);
              } else if (Group.valid(name)) {
                places.put(new Group(name), at.keyPlace(name));
                members.put(
                    new Group(name),
                    new TreeSet<>(
                        value.distinct(CommonReaders.MOST_GROUPS, CommonReaders::namedGroup)));
              } else {
                at.reportAt(
                    at.keyPlace(name),
                    FindingCode.INVALID_VALUE,
                    CommonReaders.GROUP + " expected, found " + Excerpt.quoted(name));
              }
            });
    places.forEach(
        (group, place) -> {
          expand(group, new ArrayList<>())
              .ifPresent(
                  cycle ->
                      at.reportAt(
                          place,
                          FindingCode.GROUP_CYCLE,
                          "groups that do not contain themselves expected, found "
                              + Excerpt.cut(cycle, 200)));
          if (tooLarge.contains(group)) {
            at.reportAt(
                place,
                FindingCode.TOO_MANY,
                "at most " + MOST + " groups expected in a group, with the members of its groups");
          }
        });
  }

  /// Expands a group and all below it; returns the cycle when the group contains itself.
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
    if (all.size() > MOST) {
      tooLarge.add(group);
      all.clear();
    }
    expanded.put(group, all);
    return cycle;
  }
}
