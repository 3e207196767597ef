package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads the rules.
final class RuleReader {
  private static final int MOST_RULES = 20_000;
  private static final int MOST_ENTITLEMENTS = 1000;
  private static final int MOST_SETS = 5;
  private static final int MOST_COUNT = 10;
  private static final String ALL = "*";
  private static final Duration ANSWER_WITHIN = Duration.ofHours(24);
  private static final Duration LEAST_WAIT = Duration.ofMinutes(5);
  private static final Duration MOST_WAIT = Duration.ofDays(7);

  private final Names<Entitlement> entitlements;
  private final Map<Name, Place> seen = new HashMap<>();

  RuleReader(Names<Entitlement> entitlements) {
    this.entitlements = entitlements;
  }

  List<Rule> read(Cursor at) {
    List<Rule> rules = new ArrayList<>();
    for (Cursor item : at.items(MOST_RULES)) {
      one(item).ifPresent(rules::add);
    }
    return rules;
  }

  private Optional<Rule> one(Cursor at) {
    Fields fields =
        at.fields(
            "name",
            "groups",
            "entitlements",
            "uses",
            "longest",
            "ticket",
            "approvers",
            "answerWithin",
            "approval",
            "deny");
    Optional<Name> name = fields.need("name").flatMap(this::name);
    Optional<String> kind = fields.exactlyOne("approvers", "approval", "deny");
    SortedSet<Group> groups = fields.need("groups").map(Common::groups).orElse(new TreeSet<>());
    SortedSet<Name> names = new TreeSet<>();
    fields
        .need("entitlements")
        .ifPresent(all -> names.addAll(entitlements(all, kind.filter("deny"::equals).isPresent())));
    List<Condition> conditions = conditions(fields);
    Optional<Rule.Effect> effect = kind.flatMap(key -> effect(fields, key));
    if (name.isEmpty() || groups.isEmpty() || names.isEmpty() || effect.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(name.get(), names, new Condition.InGroup(groups), conditions, effect.get()));
  }

  private Optional<Name> name(Cursor at) {
    Optional<Name> name = at.name();
    name.ifPresent(
        found -> {
          Place before = seen.putIfAbsent(found, at.node().at());
          if (before != null) {
            at.report(
                Code.DUPLICATE_VALUE,
                "a name of its own expected, but the rule on line "
                    + before.line()
                    + " is called "
                    + Show.quoted(found.text())
                    + " already");
          }
        });
    return name;
  }

  private List<Name> entitlements(Cursor at, boolean denying) {
    if (denying
        && at.node() instanceof Node.Items(_, List<Node> items)
        && items.size() == 1
        && items.getFirst() instanceof Node.Text text
        && text.value().equals(ALL)) {
      return List.copyOf(entitlements.names());
    }
    return at.distinct(MOST_ENTITLEMENTS, this::entitlement);
  }

  private Optional<Name> entitlement(Cursor at) {
    if (at.node() instanceof Node.Text text && text.value().equals(ALL)) {
      at.report(
          Code.INVALID_VALUE,
          "the name of an entitlement expected: \"*\" is for rules with deny: true, and stands"
              + " alone");
      return Optional.empty();
    }
    return entitlements.refer(at, "an entitlement");
  }

  private static List<Condition> conditions(Fields fields) {
    List<Condition> conditions = new ArrayList<>();
    List<Use> uses = fields.get("uses").map(Common::uses).orElse(List.of());
    if (!uses.isEmpty()) {
      conditions.add(new Condition.ForUse(Set.copyOf(uses)));
    }
    fields
        .get("longest")
        .flatMap(Common::span)
        .ifPresent(longest -> conditions.add(new Condition.NoLongerThan(longest)));
    fields
        .get("ticket")
        .flatMap(Common::pattern)
        .ifPresent(pattern -> conditions.add(new Condition.TicketLike(pattern)));
    return conditions;
  }

  private static Optional<Rule.Effect> effect(Fields fields, String kind) {
    Cursor at = fields.need(kind).orElseThrow();
    return switch (kind) {
      case "approvers" -> approve(fields, at);
      case "approval" -> {
        fields.refuse("nobody has to answer", "answerWithin");
        yield at.text("none", text -> Optional.of(text).filter("none"::equals))
            .map(_ -> new Rule.Effect.Allow());
      }
      default -> {
        fields.refuse("a deny has no approval and no limits", "longest", "ticket", "answerWithin");
        yield at.isTrue() ? Optional.of(new Rule.Effect.Deny()) : Optional.empty();
      }
    };
  }

  private static Optional<Rule.Effect> approve(Fields fields, Cursor at) {
    List<ApproverSet> sets = new ArrayList<>();
    Set<Name> names = new HashSet<>();
    List<Cursor> items = at.items(MOST_SETS);
    for (Cursor item : items) {
      set(item, names).ifPresent(sets::add);
    }
    Optional<Duration> within =
        fields.get("answerWithin").isEmpty()
            ? Optional.of(ANSWER_WITHIN)
            : fields.get("answerWithin").flatMap(RuleReader::wait);
    return sets.isEmpty() || sets.size() < items.size() || within.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rule.Effect.Approve(sets, within.get()));
  }

  private static Optional<Duration> wait(Cursor at) {
    return at.text(
        "a duration from 5m to 168h",
        text ->
            Span.parse(text)
                .map(Span::length)
                .filter(one -> one.compareTo(LEAST_WAIT) >= 0 && one.compareTo(MOST_WAIT) <= 0));
  }

  private static Optional<ApproverSet> set(Cursor at, Set<Name> names) {
    Fields fields = at.fields("name", "groups", "count");
    Optional<Name> name = fields.need("name").flatMap(Cursor::name);
    if (name.filter(found -> !names.add(found)).isPresent()) {
      at.report(
          Code.DUPLICATE_VALUE,
          "a name of its own expected, but another set of this rule is called "
              + Show.quoted(name.get().text()));
    }
    SortedSet<Group> groups = fields.need("groups").map(Common::groups).orElse(new TreeSet<>());
    Optional<Integer> count =
        fields.get("count").isEmpty()
            ? Optional.of(1)
            : fields.get("count").flatMap(value -> value.whole(1, MOST_COUNT));
    return name.isEmpty() || groups.isEmpty() || count.isEmpty()
        ? Optional.empty()
        : Optional.of(new ApproverSet(name.get(), groups, count.get()));
  }
}
