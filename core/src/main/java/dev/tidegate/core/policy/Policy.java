package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A loaded policy, an immutable value that decides requests. Two policies with the same hash give
/// the same decisions.
public final class Policy {
  private static final RuleIndex NO_RULES = new RuleIndex();

  private final PolicyHash hash;
  private final Map<Name, Account> accounts;
  private final Map<Name, Entitlement> entitlements;
  private final List<Rule> rules;
  private final Guardrails guardrails;
  private final Map<Name, RuleIndex> index = new HashMap<>();
  private final Set<String> claims = new HashSet<>();
  private final Set<Group> approvers = new HashSet<>();

  /// Creates a policy without guardrails from validated parts.
  public Policy(
      PolicyHash hash,
      Map<Name, Account> accounts,
      Map<Name, Entitlement> entitlements,
      List<Rule> rules) {
    this(hash, accounts, entitlements, rules, List.of());
  }

  /// Creates a policy from validated parts: every name in a rule, guardrail or entitlement must
  /// resolve.
  public Policy(
      PolicyHash hash,
      Map<Name, Account> accounts,
      Map<Name, Entitlement> entitlements,
      List<Rule> rules,
      List<Guardrail> guardrails) {
    this.hash = hash;
    this.guardrails = new Guardrails(guardrails);
    this.accounts = Map.copyOf(accounts);
    this.entitlements = Map.copyOf(entitlements);
    this.rules = List.copyOf(rules);
    for (int place = 0; place < rules.size(); place++) {
      Rule rule = rules.get(place);
      for (Name entitlement : rule.entitlements()) {
        index.computeIfAbsent(entitlement, name -> new RuleIndex()).add(place, rule);
      }
      rule.conditions().forEach(this::noteClaim);
      if (rule.effect() instanceof Rule.Effect.Approve approve) {
        approve.sets().forEach(set -> approvers.addAll(set.groups()));
      }
    }
    for (Guardrail guardrail : guardrails) {
      guardrail.sets().forEach(set -> approvers.addAll(set.groups()));
    }
  }

  /// Returns the hash of the file that it was read from.
  public PolicyHash hash() {
    return hash;
  }

  /// Returns every account.
  public Collection<Account> accounts() {
    return accounts.values();
  }

  /// Returns every entitlement.
  public Collection<Entitlement> entitlements() {
    return entitlements.values();
  }

  /// Returns the entitlement of that name, whoever may see it; for tools that read the whole file.
  public Optional<Entitlement> entitlement(Name name) {
    return Optional.ofNullable(entitlements.get(name));
  }

  /// Returns the entitlement of that name, if a rule shows it to `viewer`.
  public Optional<Entitlement> entitlement(Name name, Principal viewer) {
    return Optional.ofNullable(entitlements.get(name)).filter(found -> shown(name, viewer));
  }

  /// Returns every entitlement that a rule shows to `viewer`, by name.
  public List<Entitlement> entitlements(Principal viewer) {
    return entitlements.values().stream()
        .filter(entitlement -> shown(entitlement.name(), viewer))
        .sorted(Comparator.comparing(Entitlement::name))
        .toList();
  }

  /// Returns every rule, in the order of the file.
  public List<Rule> rules() {
    return rules;
  }

  /// Returns every guardrail, in the order of the file.
  public Guardrails guardrails() {
    return guardrails;
  }

  /// Returns the rules that show an entitlement to `viewer`, in the order of the file: those for
  /// the viewer's groups that may allow it.
  public List<Rule> rules(Name entitlement, Principal viewer) {
    return index(entitlement).of(viewer).stream().filter(Rule::shows).toList();
  }

  /// Returns every rule about an entitlement that applies to `person`, in the order of the file,
  /// including denies, which [#rules(Name, Principal)] leaves out.
  public List<Rule> rulesFor(Name entitlement, Principal person) {
    return index(entitlement).of(person);
  }

  /// Returns the claims that conditions use; only these are stored with a request.
  public Set<String> claims() {
    return Collections.unmodifiableSet(claims);
  }

  /// Returns whether some rule or guardrail still names a group of this set as approvers. The set
  /// may come from a request that was submitted under another policy.
  public boolean namesApprover(ApproverSet set) {
    return set.groups().stream().anyMatch(approvers::contains);
  }

  /// Decides a request whose entitlement [#entitlement] returned and whose parameters were
  /// validated.
  public Decision decide(Principal requester, RequestedAccess requested, Instant now) {
    return decide(requester, requested, Duration.ZERO, now);
  }

  /// Decides such a request that continues grants with the total duration `had`.
  public Decision decide(
      Principal requester, RequestedAccess requested, Duration had, Instant now) {
    return new Decider(hash, guardrails, requested, requester, had, now)
        .decide(
            entitlements.get(requested.entitlement()),
            index(requested.entitlement()).of(requester));
  }

  private RuleIndex index(Name entitlement) {
    return index.getOrDefault(entitlement, NO_RULES);
  }

  private boolean shown(Name entitlement, Principal viewer) {
    return index(entitlement).shows(viewer);
  }

  private void noteClaim(Condition condition) {
    switch (condition) {
      case OnCall(OnCall.Source.Claim(String name, _)) -> claims.add(name);
      case OnCall _,
          Condition.InGroup _,
          Condition.ForUse _,
          Condition.NoLongerThan _,
          Condition.StartsWithin _,
          Condition.TicketLike _,
          Condition.OfAccount _,
          Hours _,
          SecondFactor _,
          Network _ -> {}
    }
  }
}
