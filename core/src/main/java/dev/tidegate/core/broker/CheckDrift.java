package dev.tidegate.core.broker;

import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.grant.Cut;
import dev.tidegate.core.grant.Grant;
import dev.tidegate.core.grant.GrantId;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Holds what the target accounts hold against the grants, both ways, and reports every difference.
/// Changes nothing.
///
/// Policies on a role are looked up by their grant, so the cost follows what is held; temporary
/// policies that should be there are found by listing the Active grants. An account that cannot be
/// reached is reported, not skipped.
public final class CheckDrift {
  /// How late the end of a grant, or the removal of a Deny, may be before it is a difference: two
  /// sweeps.
  private static final Duration LATE = Duration.ofMinutes(10);

  private static final Actor AUDIT = new Actor.Function("audit");

  private final CaseStore store;
  private final PolicySource policies;
  private final Holdings holdings;
  private final Ledger ledger;

  public CheckDrift(CaseStore store, PolicySource policies, Holdings holdings, Ledger ledger) {
    this.store = store;
    this.policies = policies;
    this.holdings = holdings;
    this.ledger = ledger;
  }

  /// Something that is not as it should be.
  public record Difference(String account, String role, String policy, String what) {}

  /// What a check found.
  public record Report(int accounts, int held, int grants, List<Difference> differences) {
    public Report {
      differences = List.copyOf(differences);
    }
  }

  private record Place(String account, String role, String policy) {}

  /// Checks every account of the policy and every account of a live grant.
  public Report check(Instant now) {
    Policy policy = policies.current();
    SortedMap<String, Account> accounts = new TreeMap<>();
    SortedMap<String, SortedSet<String>> roles = new TreeMap<>();
    for (Entitlement entitlement : policy.entitlements()) {
      add(accounts, roles, entitlement.account(), entitlement.target());
    }
    Set<Place> expected = new HashSet<>();
    int grants = expect(accounts, roles, expected, now);
    List<Difference> differences = new ArrayList<>();
    int held = 0;
    for (Account account : accounts.values()) {
      held +=
          compare(
              account,
              roles.getOrDefault(account.id(), new TreeSet<>()),
              expected,
              differences,
              now);
    }
    report(differences, accounts.size(), held, grants, now);
    return new Report(accounts.size(), held, grants, differences);
  }

  private int expect(
      Map<String, Account> accounts,
      Map<String, SortedSet<String>> roles,
      Set<Place> expected,
      Instant now) {
    int grants = 0;
    Optional<PageRequest> next = Optional.of(PageRequest.first(100));
    while (next.isPresent()) {
      Page<AccessCase> page = store.inState(State.ACTIVE, next.get());
      for (AccessCase item : page.items()) {
        grants++;
        item.grant()
            .ifPresent(
                grant -> {
                  add(accounts, roles, grant.terms().account(), grant.terms().target());
                  if (grant.terms().target() instanceof Target.ExistingRole(String role)
                      && !grant.terms().over(now)) {
                    expected.add(
                        new Place(
                            grant.terms().account().id(),
                            role,
                            AccessCutter.temporaryName(grant.id())));
                  }
                });
      }
      next = page.next().map(cursor -> new PageRequest(100, Optional.of(cursor)));
    }
    return grants;
  }

  private int compare(
      Account account,
      SortedSet<String> roles,
      Set<Place> expected,
      List<Difference> differences,
      Instant now) {
    List<Holdings.Held> held;
    try {
      held = holdings.of(account, roles);
    } catch (Fault fault) {
      differences.add(
          new Difference(
              account.id(), "", "", "the account could not be checked: " + fault.kind()));
      return 0;
    }
    Set<Place> present = new HashSet<>();
    for (Holdings.Held item : held) {
      present.add(new Place(account.id(), item.role(), item.policyName()));
      objection(item.policyName(), now)
          .ifPresent(
              what ->
                  differences.add(
                      new Difference(account.id(), item.role(), item.policyName(), what)));
    }
    for (Place place : expected) {
      if (place.account().equals(account.id()) && !present.contains(place)) {
        differences.add(
            new Difference(
                place.account(),
                place.role(),
                place.policy(),
                "missing, though its grant is Active"));
      }
    }
    return held.size();
  }

  private Optional<String> objection(String policyName, Instant now) {
    if (policyName.equals(AccessCutter.ROLE_WIDE)) {
      return Optional.of("every session of this role is cut");
    }
    Optional<Instant> pack = AccessCutter.packUntil(policyName);
    if (pack.isPresent()) {
      return pack.filter(until -> until.plus(LATE).isBefore(now))
          .map(until -> "nothing needs it since " + until);
    }
    String id = policyName.substring(policyName.indexOf('-') + 1);
    Optional<Grant> grant =
        GrantId.matches(id)
            ? store.load(new GrantId(id).request()).flatMap(AccessCase::grant)
            : Optional.empty();
    return grant.map(found -> overdue(found, now)).orElse(Optional.of("there is no grant " + id));
  }

  private static Optional<String> overdue(Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _ ->
          grant.terms().endsAt().plus(LATE).isBefore(now)
              ? Optional.of("its grant should have ended at " + grant.terms().endsAt())
              : Optional.empty();
      case Grant.Ending ending ->
          ending.at().plus(LATE).isBefore(now)
              ? Optional.of("its grant has been ending since " + ending.at())
              : Optional.empty();
      case Grant.Ended ended ->
          switch (ended.cut()) {
            case Cut.Standing(Instant until) when !until.plus(LATE).isBefore(now) ->
                Optional.empty();
            case Cut.RoleWide(Instant _, Instant until) when !until.plus(LATE).isBefore(now) ->
                Optional.empty();
            case Cut.Standing _, Cut.RoleWide _, Cut.Nothing _, Cut.Removed _ ->
                Optional.of("its grant ended at " + ended.at());
          };
    };
  }

  private void report(
      List<Difference> differences, int accounts, int held, int grants, Instant now) {
    List<Ledger.Entry> all = new ArrayList<>();
    for (Difference difference : differences) {
      all.add(
          new Ledger.Entry(
              EventType.AUDIT_DIFFERENCE,
              Map.of(
                  "account", difference.account(),
                  "role", difference.role(),
                  "policy", difference.policy(),
                  "what", difference.what())));
    }
    all.add(
        new Ledger.Entry(
            EventType.AUDIT_CHECKED,
            Map.of(
                "accounts", Integer.toString(accounts),
                "held", Integer.toString(held),
                "grants", Integer.toString(grants),
                "differences", Integer.toString(differences.size()))));
    ledger.append(all, AUDIT, now);
  }

  private static void add(
      Map<String, Account> accounts,
      Map<String, SortedSet<String>> roles,
      Account account,
      Target target) {
    accounts.putIfAbsent(account.id(), account);
    roles.computeIfAbsent(account.id(), id -> new TreeSet<>()).add(target.roleName());
  }
}
