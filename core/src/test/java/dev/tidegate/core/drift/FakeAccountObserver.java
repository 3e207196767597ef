package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Accounts as the template makes them, and what a test does to them.
public final class FakeAccountObserver implements AccountObserver {
  public static final String BOUNDARY = "arn:aws:iam::222222222222:policy/Boundary";

  private final Map<String, Map<String, Role>> accounts = new ConcurrentHashMap<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();

  /// Runs when an account is looked at.
  public Runnable beforeLook = () -> {};

  @Override
  public Held of(Account account) {
    beforeLook.run();
    looks.merge(account.id(), 1, Integer::sum);
    Fault fault = faults.get(account.id());
    if (fault != null) {
      throw fault;
    }
    return new Held(
        roles(account.id()).values().stream()
            .map(role -> role.externalIds().isEmpty() ? accepting(role, account) : role)
            .toList(),
        Map.of(BOUNDARY, "document of the boundary"));
  }

  /// How often an account was looked at.
  public int looks(String account) {
    return looks.getOrDefault(account, 0);
  }

  /// An account cannot be read any more.
  public void fails(String account, Fault fault) {
    faults.put(account, fault);
  }

  /// A role is there, or changes.
  public void role(String account, String name, UnaryOperator<Role> change) {
    Map<String, Role> roles = roles(account);
    roles.put(name, change.apply(roles.getOrDefault(name, plain(name))));
  }

  /// A role is gone.
  public void without(String account, String role) {
    roles(account).remove(role);
  }

  /// A policy is put on a role.
  public void put(String account, String role, Inline policy) {
    role(
        account,
        role,
        old -> {
          List<Inline> policies = new ArrayList<>(old.policies());
          policies.add(policy);
          return with(old, policies);
        });
  }

  /// A policy that cuts nothing is put on a role.
  public void put(String account, String role, String policy) {
    put(
        account,
        role,
        new Inline(
            policy,
            "hash of " + policy,
            Set.of(),
            Optional.empty(),
            FakePolicyDocumentReader.RIGHT));
  }

  /// A managed policy is attached to a role.
  public void attach(String account, String role, String arn) {
    role(
        account,
        role,
        old -> {
          TreeSet<String> attached = new TreeSet<>(old.attached());
          attached.add(arn);
          return new Role(
              old.name(),
              old.eligible(),
              old.boundary(),
              attached,
              old.policies(),
              old.trustHash(),
              old.trustProblem(),
              old.externalIds());
        });
  }

  /// A policy that says this is put on a role.
  public void says(String account, String role, String policy, String document) {
    put(account, role, new Inline(policy, document, Set.of(), Optional.empty(), document));
  }

  /// The Deny of a grant is put on a role.
  public void cut(String account, String role, String policy, GrantId... grants) {
    put(
        account,
        role,
        new Inline(
            policy,
            "h",
            new HashSet<>(List.of(grants)),
            Optional.empty(),
            FakePolicyDocumentReader.RIGHT));
  }

  /// A role-wide cut is put on a role.
  public void revokedBefore(String account, String role, Instant before) {
    put(
        account,
        role,
        new Inline(
            "TidegateCut", "h", Set.of(), Optional.of(before), FakePolicyDocumentReader.RIGHT));
  }

  /// The same role, tagged as eligible or not.
  public static Role tagged(Role role, boolean eligible) {
    return new Role(
        role.name(),
        eligible,
        role.boundary(),
        role.attached(),
        role.policies(),
        role.trustHash(),
        role.trustProblem(),
        role.externalIds());
  }

  /// The same role, trusting somebody else.
  public static Role trusting(Role role, String hash, String problem) {
    return new Role(
        role.name(),
        role.eligible(),
        role.boundary(),
        role.attached(),
        role.policies(),
        hash,
        Optional.of(problem),
        role.externalIds());
  }

  private static Role accepting(Role role, Account account) {
    return accepting(role, account.externalId());
  }

  /// The same role, accepting these ExternalIds instead of the account's.
  public static Role accepting(Role role, String... externalIds) {
    return new Role(
        role.name(),
        role.eligible(),
        role.boundary(),
        role.attached(),
        role.policies(),
        role.trustHash(),
        role.trustProblem(),
        new TreeSet<>(List.of(externalIds)));
  }

  /// The same role with another boundary.
  public static Role bounded(Role role, Optional<String> boundary) {
    return new Role(
        role.name(),
        role.eligible(),
        boundary,
        role.attached(),
        role.policies(),
        role.trustHash(),
        role.trustProblem(),
        role.externalIds());
  }

  /// The same role with these managed policies of its account alone.
  public static Role attached(Role role, String... policies) {
    TreeSet<String> arns = new TreeSet<>();
    for (String policy : policies) {
      arns.add("arn:aws:iam::222222222222:policy/" + policy);
    }
    return new Role(
        role.name(),
        role.eligible(),
        role.boundary(),
        arns,
        role.policies(),
        role.trustHash(),
        role.trustProblem(),
        role.externalIds());
  }

  private static Role with(Role role, List<Inline> policies) {
    return new Role(
        role.name(),
        role.eligible(),
        role.boundary(),
        role.attached(),
        policies,
        role.trustHash(),
        role.trustProblem(),
        role.externalIds());
  }

  private Map<String, Role> roles(String account) {
    return accounts.computeIfAbsent(
        account,
        _ -> {
          Map<String, Role> made = new LinkedHashMap<>();
          for (String name : List.of("TidegateRevoker", "TidegateAttacher", "TidegateObserver")) {
            made.put(name, plain(name));
          }
          made.put(
              "TidegateAccess",
              attached(
                  bounded(plain("TidegateAccess"), Optional.of(BOUNDARY)),
                  "TidegateDenyFlows",
                  "TidegateDenyIdentities",
                  "TidegateDenyOpenings"));
          made.put("orders-ci", tagged(plain("orders-ci"), true));
          return made;
        });
  }

  private static Role plain(String name) {
    return new Role(
        name,
        false,
        Optional.empty(),
        new TreeSet<>(),
        List.of(),
        "trust of " + name,
        Optional.empty(),
        new TreeSet<>());
  }
}
