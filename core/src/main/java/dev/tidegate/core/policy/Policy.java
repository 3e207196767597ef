package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One loaded policy: a value that answers asks. Two policies of the same hash give the same
/// answers.
public final class Policy {
  private final PolicyHash hash;
  private final Map<Name, Account> accounts;
  private final Map<Name, Entitlement> entitlements;
  private final Map<Name, List<Rule>> rulesByEntitlement;

  /// Takes a checked policy: every name in a rule or entitlement resolves.
  public Policy(
      PolicyHash hash,
      Map<Name, Account> accounts,
      Map<Name, Entitlement> entitlements,
      List<Rule> rules) {
    this.hash = hash;
    this.accounts = Map.copyOf(accounts);
    this.entitlements = Map.copyOf(entitlements);
    Map<Name, List<Rule>> index = new HashMap<>();
    for (Rule rule : rules) {
      for (Name entitlement : rule.entitlements()) {
        index.computeIfAbsent(entitlement, name -> new ArrayList<>()).add(rule);
      }
    }
    this.rulesByEntitlement = index;
  }

  /// Returns the hash of the file this came from.
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

  /// Returns the entitlement of that name, when a rule shows it to `viewer`.
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

  /// Returns the rules that show an entitlement to `viewer`, in the order of the file: those that
  /// may allow it, for groups the viewer is in.
  public List<Rule> rules(Name entitlement, Principal viewer) {
    return rules(entitlement).stream().filter(rule -> shows(rule, viewer)).toList();
  }

  /// Decides an ask whose entitlement [#entitlement] showed and whose parameters were checked.
  public Decision decide(Principal requester, Ask ask) {
    return new Decider(hash, requester, ask)
        .decide(entitlements.get(ask.entitlement()), rules(ask.entitlement()));
  }

  private List<Rule> rules(Name entitlement) {
    return rulesByEntitlement.getOrDefault(entitlement, List.of());
  }

  private boolean shown(Name entitlement, Principal viewer) {
    return rules(entitlement).stream().anyMatch(rule -> shows(rule, viewer));
  }

  private static boolean shows(Rule rule, Principal viewer) {
    return !(rule.effect() instanceof Rule.Effect.Deny) && viewer.inAnyOf(rule.who().groups());
  }
}
