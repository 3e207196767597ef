package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.policy.Rule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads the compact form in the order in which [CompactWriter] wrote it. Names, groups, patterns
/// and conditions that occur in many places are created once. Every object that is created uses up
/// bytes of the input, so memory is bounded by the input's size.
///
/// Format 2 added condition 11, everybody, and guardrails after the rules.
///
/// Invalid input throws an [IllegalArgumentException], an [IndexOutOfBoundsException], a
/// [java.time.DateTimeException] or a [java.util.NoSuchElementException].
final class CompactReader extends CompactInput {

  CompactReader(byte[] in) {
    super(in);
  }

  Policy read(PolicyHash hash) {
    texts = list(this::bytes);
    List<Condition> conditions = list(this::condition);
    List<Account> accounts = list(this::account);
    Map<Name, Account> accountsByName = new HashMap<>();
    accounts.forEach(account -> accountsByName.put(account.name(), account));
    Map<Name, Entitlement> entitlements = new HashMap<>();
    list(() -> entitlement(accounts)).forEach(one -> entitlements.put(one.name(), one));
    List<Rule> rules = list(() -> rule(conditions));
    List<Guardrail> guardrails =
        in[0] == CompactPolicy.BEFORE ? List.of() : list(() -> guardrail(conditions));
    if (at != in.length) {
      throw new IllegalArgumentException("the compact policy goes on after its end");
    }
    return new Policy(hash, accountsByName, entitlements, rules, guardrails);
  }

  private Account account() {
    return new Account(name(), text(), text(), text(), text(), labels(), maybe(this::text));
  }

  private Entitlement entitlement(List<Account> accounts) {
    return new Entitlement(
        name(),
        text(),
        accounts.get(number()),
        target(),
        list(this::permission),
        parameters(),
        span(),
        Set.copyOf(list(this::use)));
  }

  private Target target() {
    return switch (kind(CompactKinds.OfTarget.values(), "target")) {
      case ACCESS_ROLE -> new Target.AccessRole(text(), list(this::text));
      case EXISTING_ROLE -> new Target.ExistingRole(text());
    };
  }

  private Permission permission() {
    return new Permission(
        list(this::text),
        list(this::text),
        list(() -> new Permission.Restriction(text(), text(), list(this::text))));
  }

  private Map<Name, Parameter> parameters() {
    Map<Name, Parameter> all = new LinkedHashMap<>();
    list(this::parameter).forEach(parameter -> all.put(parameter.name(), parameter));
    return all;
  }

  private Parameter parameter() {
    return new Parameter(name(), text(), maybe(this::pattern), list(this::text), maybe(this::text));
  }

  private Rule rule(List<Condition> conditions) {
    return new Rule(
        name(),
        new TreeSet<>(list(this::name)),
        who(conditions.get(number())),
        list(() -> conditions.get(number())),
        effect());
  }

  private static Condition.InGroup who(Condition condition) {
    if (condition instanceof Condition.InGroup who) {
      return who;
    }
    throw unknown("groups of a rule");
  }

  private static Condition.OfAccount ofAccount(Condition condition) {
    if (condition instanceof Condition.OfAccount account) {
      return account;
    }
    throw unknown("account of a guardrail");
  }

  private Guardrail guardrail(List<Condition> conditions) {
    return new Guardrail(
        name(),
        new TreeSet<>(list(this::name)),
        list(() -> ofAccount(conditions.get(number()))),
        list(() -> conditions.get(number())),
        approval(),
        flag());
  }

  private Guardrail.Approval approval() {
    return switch (kind(CompactKinds.OfApproval.values(), "approval")) {
      case AS_RULES_SAY -> new Guardrail.Approval.AsRulesSay();
      case ALWAYS -> new Guardrail.Approval.Always(list(this::set));
    };
  }

  private ApproverSet set() {
    return new ApproverSet(name(), groups(), number());
  }

  private Rule.Effect effect() {
    return switch (kind(CompactKinds.OfEffect.values(), "effect")) {
      case DENY -> new Rule.Effect.Deny();
      case ALLOW -> new Rule.Effect.Allow();
      case APPROVE -> new Rule.Effect.Approve(list(this::set), duration());
      case BREAK_GLASS ->
          new Rule.Effect.BreakGlass(span(), new AfterReviewDuty(groups(), duration()));
    };
  }
}
