package dev.tidegate.core.access;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The policy that the people of [Samples] live under, and how it may change.
///
/// Developers may read the orders tables for at most 4 h, and give the CI role its rights, when a
/// lead approves; operations may do both at once.
public record SamplePolicy(
    List<Entitlement> entitlements, List<Rule> rules, List<Guardrail> guardrails) {
  public static final Name READ = new Name("orders-table-read");
  public static final Name DEPLOY = new Name("orders-ci-deploy");
  public static final Name ASK_A_LEAD = new Name("orders-dev");

  private static final SamplePolicy USUAL = makeUsual();
  private static final Policy USUAL_LOADED = makeLoaded(USUAL);

  public SamplePolicy {
    entitlements = List.copyOf(entitlements);
    rules = List.copyOf(rules);
    guardrails = List.copyOf(guardrails);
  }

  /// One without guardrails.
  public SamplePolicy(List<Entitlement> entitlements, List<Rule> rules) {
    this(entitlements, rules, List.of());
  }

  /// The same with one guardrail more, about everything.
  public SamplePolicy guarded(Guardrail.Approval approval, Condition... demands) {
    List<Guardrail> all = new ArrayList<>(guardrails);
    all.add(
        new Guardrail(
            new Name("guardrail-" + all.size()),
            new TreeSet<>(),
            List.of(),
            List.of(demands),
            approval,
            false));
    return new SamplePolicy(entitlements, rules, all);
  }

  /// The policy before anything changed.
  public static SamplePolicy usual() {
    return USUAL;
  }

  private static SamplePolicy makeUsual() {
    return new SamplePolicy(
        List.of(
            entitlement(READ, Samples.ACCESS_ROLE, Samples.ORDERS_PROD),
            entitlement(DEPLOY, Samples.CI_ROLE, Samples.ORDERS_PROD)),
        List.of(
            rule(ASK_A_LEAD, Samples.DEVELOPERS, approval(set("leads", 1, Samples.LEADS))),
            rule(new Name("operations"), Samples.OPERATIONS, new Rule.Effect.Allow())));
  }

  /// An entitlement for one table, or for what the CI role does with it.
  public static Entitlement entitlement(Name name, Target target, Account account) {
    return new Entitlement(
        name,
        "works with one table",
        account,
        target,
        List.of(
            new Permission(
                List.of("dynamodb:GetItem", "dynamodb:Query"),
                List.of("arn:${partition}:dynamodb:${region}:${account}:table/${table}"),
                List.of(
                    new Permission.Restriction("Bool", "aws:SecureTransport", List.of("true")))),
            new Permission(List.of("dynamodb:ListTables"), List.of("*"), List.of())),
        Map.of(
            new Name("table"),
            new Parameter(
                new Name("table"),
                "the table",
                Optional.of(Pattern.compile("orders(-[a-z]+)?")),
                List.of(),
                Optional.empty())),
        new AccessDuration(Duration.ofHours(4)),
        Set.of(Use.INCIDENT, Use.HOTFIX));
  }

  /// A rule for both entitlements.
  public static Rule rule(Name name, Group who, Rule.Effect effect, Condition... conditions) {
    return new Rule(
        name,
        new TreeSet<>(Set.of(READ, DEPLOY)),
        new Condition.InGroup(new TreeSet<>(Set.of(who))),
        List.of(conditions),
        effect);
  }

  /// A rule by which developers may break the glass for an hour; security looks back within a day.
  public static Rule glass() {
    return rule(
        new Name("glass"),
        Samples.DEVELOPERS,
        new Rule.Effect.BreakGlass(
            Samples.ONE_HOUR,
            new AfterReviewDuty(new TreeSet<>(Set.of(Samples.SECURITY)), Duration.ofHours(24))));
  }

  /// Approval by all of `sets`.
  public static Rule.Effect approval(ApproverSet... sets) {
    return new Rule.Effect.Approve(List.of(sets), Samples.ANSWER_WITHIN);
  }

  /// `count` people of one of `groups`.
  public static ApproverSet set(String name, int count, Group... groups) {
    return new ApproverSet(new Name(name), new TreeSet<>(List.of(groups)), count);
  }

  /// The same with one rule more.
  public SamplePolicy plus(Rule rule) {
    List<Rule> all = new ArrayList<>(rules);
    all.add(rule);
    return new SamplePolicy(entitlements, all, guardrails);
  }

  /// The same without the rule of that name.
  public SamplePolicy without(Name rule) {
    return new SamplePolicy(
        entitlements,
        rules.stream().filter(kept -> !kept.name().equals(rule)).toList(),
        guardrails);
  }

  /// The same with another rule for developers.
  public SamplePolicy developers(Rule.Effect effect, Condition... conditions) {
    return without(ASK_A_LEAD).plus(rule(ASK_A_LEAD, Samples.DEVELOPERS, effect, conditions));
  }

  /// The same without the entitlement of that name, and without what the rules say of it.
  public SamplePolicy withoutEntitlement(Name name) {
    return new SamplePolicy(
        entitlements.stream().filter(kept -> !kept.name().equals(name)).toList(),
        rules,
        guardrails);
  }

  /// The same with another entitlement of the same name.
  public SamplePolicy with(Entitlement entitlement) {
    List<Entitlement> all = new ArrayList<>(withoutEntitlement(entitlement.name()).entitlements());
    all.add(entitlement);
    return new SamplePolicy(all, rules, guardrails);
  }

  /// Loads it.
  public Policy load() {
    return this == USUAL ? USUAL_LOADED : makeLoaded(this);
  }

  private static Policy makeLoaded(SamplePolicy of) {
    Map<Name, Entitlement> byName = new TreeMap<>();
    Map<Name, Account> accounts = new TreeMap<>();
    for (Entitlement entitlement : of.entitlements) {
      byName.put(entitlement.name(), entitlement);
      accounts.put(entitlement.account().name(), entitlement.account());
    }
    return new Policy(
        PolicyHash.of(of.toString().getBytes(StandardCharsets.UTF_8)),
        accounts,
        byName,
        of.rules,
        of.guardrails);
  }
}
