package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.TidegateRole;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks one account: each of Tidegate's policies on any of its roles, missing policies, and the
/// state of Tidegate's own roles.
final class CheckAccount {
  private static final int LONGEST_WHY = 300;

  private final CaseStore store;
  private final AccountObserver holdings;
  private final PolicyClassifier judge;

  CheckAccount(CaseStore store, AccountObserver holdings, PolicyClassifier judge) {
    this.store = store;
    this.holdings = holdings;
    this.judge = judge;
  }

  /// Checks the account. Any failure concerns this account alone and is returned as the reason why
  /// it could not be read.
  AccountFindings look(String run, Account account, ExpectedState.Part expected, Instant now) {
    try {
      Look look = new Look(run, account, expected, holdings.of(account), now);
      return look.report();
    } catch (Fault fault) {
      return AccountFindings.unreachable(
          account, fault.kind(), shortened(String.valueOf(fault.getMessage())));
    } catch (RuntimeException unforeseen) {
      return AccountFindings.unreachable(
          account, Fault.Kind.BROKEN, shortened(unforeseen.toString()));
    }
  }

  private static String shortened(String text) {
    return Utf8.wellFormed(Utf8.beginning(text, LONGEST_WHY));
  }

  private final class Look {
    private final String run;
    private final Account account;
    private final ExpectedState.Part expected;
    private final AccountObserver.Held held;
    private final Instant now;
    private final List<Difference> differences = new ArrayList<>();
    private final List<StrayRemoval> strays = new ArrayList<>();
    private final List<GrantId> late = new ArrayList<>();
    private final List<GrantId> lost = new ArrayList<>();
    private int policies;

    private Look(
        String run,
        Account account,
        ExpectedState.Part expected,
        AccountObserver.Held held,
        Instant now) {
      this.run = run;
      this.account = account;
      this.expected = expected;
      this.held = held;
      this.now = now;
    }

    private AccountFindings report() {
      held.roles().forEach(this::policiesOf);
      expected.grants().forEach(this::missing);
      new TidegateRoles(account.id(), expected, held).differences().forEach(differences::add);
      return new AccountFindings(
          account,
          policies,
          differences,
          strays,
          late,
          lost,
          new Fingerprint(held).parts(),
          Optional.empty());
    }

    private void policiesOf(AccountObserver.Role role) {
      Set<InlinePolicyName> names =
          role.policies().stream()
              .map(policy -> InlinePolicyName.parse(policy.name()))
              .flatMap(Optional::stream)
              .collect(Collectors.toSet());
      for (AccountObserver.Inline policy : role.policies()) {
        InlinePolicyName.parse(policy.name())
            .ifPresent(
                name -> {
                  policies++;
                  note(role, name.text(), judge.of(sight(role, policy, name, names), now));
                });
      }
    }

    private ObservedPolicy sight(
        AccountObserver.Role role,
        AccountObserver.Inline policy,
        InlinePolicyName name,
        Set<InlinePolicyName> beside) {
      return new ObservedPolicy(
          account.id(),
          role.name(),
          name,
          Optional.of(policy.document()),
          policy.revokesBefore(),
          beside);
    }

    private void note(AccountObserver.Role role, String policy, PolicyClassification judgement) {
      switch (judgement) {
        case PolicyClassification.Fits() -> {}
        case PolicyClassification.Wrong(String what) -> differs(role.name(), policy, what);
        case PolicyClassification.Late(GrantId grant, String what) -> {
          differs(role.name(), policy, what);
          late.add(grant);
        }
        case PolicyClassification.Rewritten(GrantId _, String what) -> {
          differs(role.name(), policy, what + "; its grant is ended");
          strays.add(removal(role, policy));
        }
        case PolicyClassification.Stray(String why) -> {
          boolean ours = role.eligible() || TidegateRole.isAccess(role.name());
          differs(
              role.name(),
              policy,
              ours ? why : why + "; Tidegate may not remove it from this role");
          if (ours) {
            strays.add(removal(role, policy));
          }
        }
      }
    }

    private StrayRemoval removal(AccountObserver.Role role, String policy) {
      return new StrayRemoval(run, account.id(), role.name(), policy, expected.witness());
    }

    private void differs(String role, String policy, String what) {
      differences.add(new Difference(account.id(), role, policy, what));
    }

    /// Reports what is missing for a grant. The grant comes from an index, which may lag behind, so
    /// it is read again first.
    private void missing(Grant grant) {
      if (gone(grant).isPresent()) {
        store.load(grant.id().request()).flatMap(AccessCase::grant).ifPresent(this::confirmed);
      }
    }

    private void confirmed(Grant grant) {
      gone(grant)
          .ifPresent(
              policy -> {
                boolean cut = grant instanceof Grant.Ended;
                differs(
                    grant.terms().target().roleName(),
                    policy.text(),
                    cut
                        ? wrong(grant.terms().target().roleName(), policy)
                            + ", though sessions that it cuts may be left"
                        : "missing, though its grant is Active");
                if (cut) {
                  lost.add(grant.id());
                }
              });
    }

    private String wrong(String role, InlinePolicyName policy) {
      return held.role(role).stream()
          .flatMap(
              found ->
                  found.policies().stream()
                      .filter(one -> one.name().equals(policy.text()))
                      .map(one -> sight(found, one, policy, Set.of())))
          .findFirst()
          .flatMap(judge::foreign)
          .orElse("missing");
    }

    /// Returns the policy that a grant should have by now, and has not.
    private Optional<InlinePolicyName> gone(Grant grant) {
      String role = grant.terms().target().roleName();
      return switch (grant) {
        case Grant.Active active
            when active.terms().target() instanceof Target.ExistingRole
                && !active.terms().over(now)
                && active.since().plus(IamChanges.ARRIVED).isBefore(now) ->
            unless(new InlinePolicyName.Temporary(active.id()), role);
        case Grant.Ended ended when ended.at().plus(IamChanges.ARRIVED).isBefore(now) ->
            switch (ended.cut()) {
              case Revocation.Standing(Instant until) when now.isBefore(until) ->
                  unless(new InlinePolicyName.Revocation(ended.id()), cuts(role, ended));
              case Revocation.RoleWide(Instant before, Instant until) when now.isBefore(until) ->
                  unless(new InlinePolicyName.RoleWideRevocation(), revokesBefore(role, before));
              case Revocation.Standing _,
                  Revocation.RoleWide _,
                  Revocation.Nothing _,
                  Revocation.Removed _ ->
                  Optional.empty();
            };
        case Grant.Scheduled _, Grant.Active _, Grant.Ending _, Grant.Ended _ -> Optional.empty();
      };
    }

    private Optional<InlinePolicyName> unless(InlinePolicyName policy, String role) {
      return unless(
          policy, inline(role).stream().anyMatch(one -> one.name().equals(policy.text())));
    }

    private Optional<InlinePolicyName> unless(InlinePolicyName policy, boolean there) {
      return there ? Optional.empty() : Optional.of(policy);
    }

    /// Returns whether the grant's sessions are denied: by its own Deny, by a pack, or by the
    /// role-wide Deny. A deleted role has no sessions.
    private boolean cuts(String role, Grant.Ended ended) {
      Instant lastIssue = ended.since().plus(SessionRecord.MARGIN);
      return revokesBefore(role, lastIssue)
          || inline(role).stream().anyMatch(policy -> policy.cuts().contains(ended.id()));
    }

    private boolean revokesBefore(String role, Instant before) {
      return held.role(role).isEmpty()
          || inline(role).stream()
              .anyMatch(
                  policy -> policy.revokesBefore().filter(at -> !at.isBefore(before)).isPresent());
    }

    private List<AccountObserver.Inline> inline(String role) {
      return held.role(role).map(AccountObserver.Role::policies).orElse(List.of());
    }
  }
}
