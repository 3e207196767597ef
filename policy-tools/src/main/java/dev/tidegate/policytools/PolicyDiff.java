package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares what two policies give to people, not their texts: two policies that give the same have
/// no difference, however they are written.
public final class PolicyDiff {
  private static final int NAMED = 3;

  private PolicyDiff() {}

  /// One difference.
  public sealed interface Change {
    /// Returns the difference as a sentence.
    String text();

    /// People can get entitlements in other ways than before.
    ///
    /// @param entitlements the entitlements for which the same changes for the same people
    /// @param real whether these are real people; if not, each stands for the members of a group
    /// @param before the previous ways; empty when they could not get it
    /// @param now the new ways; empty when they no longer can
    record Ways(
        List<Name> entitlements,
        List<String> people,
        boolean real,
        List<String> before,
        List<String> now)
        implements Change {
      public Ways {
        entitlements = List.copyOf(entitlements);
        people = List.copyOf(people);
        before = List.copyOf(before);
        now = List.copyOf(now);
      }

      /// Returns whether more is given than before, or more easily.
      public boolean widens() {
        return now.stream().anyMatch(way -> !before.contains(way));
      }

      @Override
      public String text() {
        if (before.isEmpty()) {
          return who("gain") + " " + or(now) + names();
        }
        if (now.isEmpty()) {
          return who("lose") + " (before: " + or(before) + ")" + names();
        }
        return who("get") + " otherwise: now " + or(now) + "; before " + or(before) + names();
      }

      private String who(String verb) {
        String what = some(entitlements.stream().map(Name::text).toList(), "entitlements");
        return people.size() == 1
            ? people.getFirst() + " " + verb + "s " + what
            : people.size() + (real ? " people " : " groups ") + verb + " " + what;
      }

      private String names() {
        return people.size() == 1 ? "" : ": " + listed(people);
      }
    }

    /// Entitlements give different access to whoever gets them.
    record Content(List<Name> entitlements, String what) implements Change {
      public Content {
        entitlements = List.copyOf(entitlements);
      }

      @Override
      public String text() {
        return some(entitlements.stream().map(Name::text).toList(), "entitlements") + ": " + what;
      }
    }
  }

  /// Returns the differences from `before` to `after`: first who can get what, then what
  /// entitlements contain.
  public static List<Change> between(Policy before, Policy after, KnownPeople directory) {
    Map<String, List<Name>> namesByContent = new LinkedHashMap<>();
    Map<Change.Ways, List<Name>> namesByChange = new LinkedHashMap<>();
    Set<Name> names = new TreeSet<>();
    before.entitlements().forEach(one -> names.add(one.name()));
    after.entitlements().forEach(one -> names.add(one.name()));
    for (Name name : names) {
      Optional<Entitlement> then = before.entitlement(name);
      Optional<Entitlement> now = after.entitlement(name);
      if (then.isPresent() && now.isPresent()) {
        content(then.get(), now.get())
            .forEach(
                what -> namesByContent.computeIfAbsent(what, key -> new ArrayList<>()).add(name));
      }
      ways(name, before, after, directory)
          .forEach(
              change -> namesByChange.computeIfAbsent(change, key -> new ArrayList<>()).add(name));
    }
    List<Change> all = new ArrayList<>();
    namesByChange.forEach(
        (same, entitlements) ->
            all.add(
                new Change.Ways(
                    entitlements, same.people(), same.real(), same.before(), same.now())));
    namesByContent.forEach((what, entitlements) -> all.add(new Change.Content(entitlements, what)));
    return all;
  }

  /// Returns the changes for one entitlement; they do not name it yet.
  private static List<Change.Ways> ways(
      Name name, Policy before, Policy after, KnownPeople directory) {
    Map<List<Set<String>>, List<String>> peopleByChange = new LinkedHashMap<>();
    for (Principal person : directory.people()) {
      Set<String> then = essences(before, person, name);
      Set<String> now = essences(after, person, name);
      if (!then.equals(now)) {
        peopleByChange
            .computeIfAbsent(List.of(then, now), key -> new ArrayList<>())
            .add(person.label());
      }
    }
    List<Change.Ways> changes = new ArrayList<>();
    peopleByChange.forEach(
        (ways, people) ->
            changes.add(
                new Change.Ways(
                    List.of(),
                    people,
                    directory.known(),
                    List.copyOf(ways.getFirst()),
                    List.copyOf(ways.getLast()))));
    return changes;
  }

  private static Set<String> essences(Policy policy, Principal person, Name name) {
    return policy
        .entitlement(name)
        .map(
            entitlement ->
                AccessPath.of(policy, person, entitlement).stream()
                    .map(AccessPath::essence)
                    .collect(Collectors.<String, Set<String>>toCollection(LinkedHashSet::new)))
        .orElseGet(Set::of);
  }

  private static List<String> content(Entitlement before, Entitlement after) {
    List<String> changes = new ArrayList<>();
    if (!before.account().id().equals(after.account().id())) {
      changes.add("account " + after.account().id() + " instead of " + before.account().id());
    }
    if (!before.target().roleName().equals(after.target().roleName())) {
      changes.add(
          "role " + after.target().roleName() + " instead of " + before.target().roleName());
    }
    Set<String> then = lines(before);
    Set<String> now = lines(after);
    now.stream()
        .filter(line -> !then.contains(line))
        .forEach(line -> changes.add("now gives " + line));
    then.stream()
        .filter(line -> !now.contains(line))
        .forEach(line -> changes.add("no longer gives " + line));
    before
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (!Optional.ofNullable(after.parameters().get(name))
                  .filter(other -> bounds(other).equals(bounds(parameter)))
                  .isPresent()) {
                changes.add("other values of the parameter " + name);
              }
            });
    return changes;
  }

  private static String bounds(Parameter parameter) {
    return parameter.pattern().map(Object::toString).orElse("") + parameter.choices();
  }

  private static Set<String> lines(Entitlement entitlement) {
    Set<String> lines = new LinkedHashSet<>();
    for (Permission permission : entitlement.permissions()) {
      String when =
          permission.conditions().isEmpty()
              ? ""
              : " if "
                  + permission.conditions().stream()
                      .map(one -> one.operator() + " " + one.key() + " " + one.values())
                      .collect(Collectors.joining(" and "));
      for (String action : permission.actions()) {
        for (String resource : permission.resources()) {
          lines.add(action + " on " + resource + when);
        }
      }
    }
    if (entitlement.target() instanceof Target.AccessRole role) {
      role.policies().forEach(policy -> lines.add("what " + policy + " allows"));
    }
    return lines;
  }

  private static String or(List<String> ways) {
    return String.join("; or ", ways);
  }

  private static String some(List<String> items, String kind) {
    return items.size() <= NAMED
        ? String.join(" and ", items)
        : items.size() + " " + kind + " (" + listed(items) + ")";
  }

  private static String listed(List<String> items) {
    int more = items.size() - NAMED;
    return String.join(", ", items.subList(0, Math.min(NAMED, items.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
