package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.Audience;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Rota;
import dev.tidegate.core.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads the rules.
final class RuleReader {
  private static final int MOST_RULES = 20_000;
  private static final int MOST_ENTITLEMENTS = 1000;

  /// Stands for every entitlement. Valid only as the sole entry of the list.
  static final String ALL = "*";

  private static final String[] KEYS =
      Stream.of(
              List.of("name", "groups", "entitlements"),
              ConditionKey.words(),
              List.of("approvers", "answerWithin", "approval", "breakGlass", "deny"))
          .flatMap(List::stream)
          .toArray(String[]::new);

  private final NamedItems<List<Entitlement>> entitlements;
  private final FileGroups groups;
  private final ConditionReader conditions;
  private final EffectReader effects;
  private final Map<Name, SourcePosition> seen = new HashMap<>();
  private final ExpansionLimit pairs =
      new ExpansionLimit(2_000_000, "pairs of a group and an entitlement that a rule gives it");

  RuleReader(
      NamedItems<List<Entitlement>> entitlements, FileGroups groups, NamedItems<Rota> rotas) {
    this.entitlements = entitlements;
    this.groups = groups;
    this.conditions = new ConditionReader(groups, rotas);
    this.effects = new EffectReader(groups);
  }

  List<Rule> read(YamlValue at) {
    List<Rule> rules = new ArrayList<>();
    for (YamlValue item : at.items(MOST_RULES)) {
      one(item).ifPresent(rules::add);
    }
    return rules;
  }

  private Optional<Rule> one(YamlValue at) {
    YamlMapping fields = at.fields(KEYS);
    Optional<Name> name = fields.need("name").flatMap(this::name);
    Optional<EffectKey> kind = fields.exactlyOne(List.of(EffectKey.values()));
    Optional<Audience> who = fields.need("groups").flatMap(groups::audience);
    SortedSet<Name> names =
        fields
            .need("entitlements")
            .map(
                all ->
                    entitlements(all, who, kind.filter(key -> key == EffectKey.DENY).isPresent()))
            .orElse(new TreeSet<>());
    List<Condition> asked = conditions.read(fields);
    Optional<Rule.Effect> effect = kind.flatMap(key -> effects.read(fields, key));
    if (name.isEmpty() || who.isEmpty() || names.isEmpty() || effect.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(name.get(), names, new Condition.InGroup(who.get()), asked, effect.get()));
  }

  private Optional<Name> name(YamlValue at) {
    Optional<Name> name = at.name();
    name.ifPresent(
        found -> {
          SourcePosition before = seen.putIfAbsent(found, at.node().at());
          if (before != null) {
            at.report(
                FindingCode.DUPLICATE_VALUE,
                "a name of its own expected, but the rule on line "
                    + before.line()
                    + " is called "
                    + Excerpt.quoted(found.text())
                    + " already");
          }
        });
    return name;
  }

  private SortedSet<Name> entitlements(YamlValue at, Optional<Audience> who, boolean denying) {
    List<List<Entitlement>> named =
        entitlements(at, denying).stream()
            .flatMap(name -> entitlements.value(name).stream())
            .toList();
    int groups = who.map(one -> one.groups().size()).orElse(0);
    long count = named.stream().mapToLong(List::size).sum();
    SortedSet<Name> names = new TreeSet<>();
    if (pairs.takes(count * Math.max(1, groups), at)) {
      named.forEach(each -> each.forEach(entitlement -> names.add(entitlement.name())));
    }
    return names;
  }

  private List<Name> entitlements(YamlValue at, boolean denying) {
    if (denying
        && at.node() instanceof YamlNode.Items(_, List<YamlNode> items)
        && items.size() == 1
        && items.getFirst() instanceof YamlNode.Text text
        && text.value().equals(ALL)) {
      return List.copyOf(entitlements.names());
    }
    return at.distinct(MOST_ENTITLEMENTS, this::entitlement);
  }

  private Optional<Name> entitlement(YamlValue at) {
    if (at.node() instanceof YamlNode.Text text && text.value().equals(ALL)) {
      at.report(
          FindingCode.INVALID_VALUE,
          "the name of an entitlement expected: \"*\" is for rules with deny: true, and stands"
              + " alone");
      return Optional.empty();
    }
    return entitlements.refer(at, "an entitlement");
  }
}
