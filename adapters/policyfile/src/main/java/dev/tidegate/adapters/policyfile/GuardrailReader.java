package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Rota;
import dev.tidegate.core.policy.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads the guardrails: what they apply to (`entitlements`, `accounts`) and what they demand.
final class GuardrailReader {
  private static final int MOST = 100;
  private static final int MOST_ENTITLEMENTS = 1000;

  /// In addition to the 50 of a rule. Each group gets an item in the transaction that creates a
  /// request, which is limited to 100 items [AWS: DynamoDB quotas].
  private static final int MOST_APPROVER_GROUPS = 25;

  private final NamedItems<List<Entitlement>> entitlements;
  private final ConditionReader conditions;
  private final EffectReader effects;
  private final Set<Name> taken = new HashSet<>();
  private final ExpansionLimit pairs =
      new ExpansionLimit(500_000, "entitlements that guardrails name");

  /// @param rules the rules of the same file, whose names a guardrail cannot have
  GuardrailReader(
      NamedItems<List<Entitlement>> entitlements,
      FileGroups groups,
      NamedItems<Rota> rotas,
      List<Rule> rules) {
    this.entitlements = entitlements;
    this.conditions = new ConditionReader(groups, rotas);
    this.effects = new EffectReader(groups);
    rules.forEach(rule -> taken.add(rule.name()));
  }

  List<Guardrail> read(YamlValue at) {
    List<Guardrail> guardrails = new ArrayList<>();
    at.items(MOST).forEach(item -> one(item).ifPresent(guardrails::add));
    long told =
        guardrails.stream()
            .flatMap(guardrail -> guardrail.sets().stream())
            .flatMap(set -> set.groups().stream())
            .distinct()
            .count();
    if (told > MOST_APPROVER_GROUPS) {
      at.report(
          FindingCode.TOO_MANY,
          "at most "
              + MOST_APPROVER_GROUPS
              + " groups of approvers expected in all guardrails, found "
              + told
              + " with the members of the file's groups");
    }
    return guardrails;
  }

  private Optional<Guardrail> one(YamlValue at) {
    YamlMapping fields =
        at.fields(
            "name",
            "entitlements",
            "accounts",
            "approval",
            "approvers",
            "longest",
            "ticket",
            "hours",
            "mfa",
            "network",
            "breakGlass");
    Optional<Name> name = fields.need("name").flatMap(this::name);
    if (fields.get("entitlements").isEmpty() && fields.get("accounts").isEmpty()) {
      at.report(
          FindingCode.MISSING_KEY,
          "entitlements ([\"*\"] for all of them), accounts or both expected");
    }
    SortedSet<Name> about =
        fields.get("entitlements").map(this::entitlements).orElse(new TreeSet<>());
    List<Condition.OfAccount> in = conditions.accounts(fields);
    List<Condition> demands = conditions.read(fields, ConditionKey.DEMANDS);
    Guardrail.Approval approval = approval(fields);
    boolean exempts = fields.get("breakGlass").filter(GuardrailReader::exempts).isPresent();
    if (approval instanceof Guardrail.Approval.AsRulesSay
        && ConditionKey.DEMANDS.stream().allMatch(key -> fields.get(key.word()).isEmpty())
        && fields.get("approval").isEmpty()
        && fields.get("approvers").isEmpty()) {
      at.report(
          FindingCode.MISSING_KEY,
          "at least one of approval, approvers, "
              + String.join(", ", ConditionKey.DEMANDS.stream().map(ConditionKey::word).toList())
              + " expected");
    }
    return name.map(own -> new Guardrail(own, about, in, demands, approval, exempts));
  }

  private Optional<Name> name(YamlValue at) {
    Optional<Name> name = at.name();
    if (name.filter(found -> !taken.add(found)).isPresent()) {
      at.report(
          FindingCode.DUPLICATE_VALUE,
          "a name of its own expected, but a rule or another guardrail is called "
              + Excerpt.quoted(name.get().text())
              + " already");
    }
    return name;
  }

  /// Returns the entitlements that are named; none stands for all.
  private SortedSet<Name> entitlements(YamlValue at) {
    if (at.node() instanceof YamlNode.Items(_, List<YamlNode> items)
        && items.size() == 1
        && items.getFirst() instanceof YamlNode.Text text
        && text.value().equals(RuleReader.ALL)) {
      return new TreeSet<>();
    }
    SortedSet<Name> names = new TreeSet<>();
    for (Name name :
        at.distinct(MOST_ENTITLEMENTS, item -> entitlements.refer(item, "an entitlement"))) {
      List<Entitlement> meant = entitlements.value(name).orElse(List.of());
      if (pairs.takes(meant.size(), at)) {
        meant.forEach(one -> names.add(one.name()));
      }
    }
    return names;
  }

  private Guardrail.Approval approval(YamlMapping fields) {
    Optional<YamlValue> required = fields.get("approval");
    Optional<YamlValue> approvers = fields.get("approvers");
    if (required.isPresent() && approvers.isPresent()) {
      fields.refuse("approvers demand it already", "approval");
    }
    if (approvers.isPresent()) {
      Optional<List<ApproverSet>> sets = effects.sets(approvers.get());
      return new Guardrail.Approval.Always(sets.orElse(List.of()));
    }
    return required
        .flatMap(at -> at.text("required", text -> Optional.of(text).filter("required"::equals)))
        .<Guardrail.Approval>map(_ -> new Guardrail.Approval.Always(List.of()))
        .orElseGet(Guardrail.Approval.AsRulesSay::new);
  }

  private static boolean exempts(YamlValue at) {
    return at.text(
            "exempt, or leave it out: a guardrail binds broken glass, too,",
            text -> Optional.of(text).filter("exempt"::equals))
        .isPresent();
  }
}
