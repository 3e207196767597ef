package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.grant.EndRewritten;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.IdempotentAuditLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Removes an inline policy with one of Tidegate's names that nothing needs, and records that.
///
/// The message is not trusted: the name is checked, the grant is read strongly consistently, the
/// policy is classified again, and the account comes from the policy in force or from a grant's
/// terms. The removal is recorded after it is done, once for each check, so that the record is
/// never wrong; after a crash in between, the call is repeated.
///
/// A rewritten temporary policy of a live grant is removed after the grant's end was begun.
public final class RemoveStray {
  private static final Actor ME = new Actor.Function("end-grant");

  private final CaseStore store;
  private final PolicySource policies;
  private final StrayPolicies strays;
  private final IdempotentAuditLog ledger;
  private final PolicyClassifier judge;
  private final EndRewritten rewritten;

  public RemoveStray(
      CaseStore store,
      PolicySource policies,
      StrayPolicies strays,
      IdempotentAuditLog ledger,
      PolicyClassifier judge) {
    this.store = store;
    this.policies = policies;
    this.strays = strays;
    this.ledger = ledger;
    this.judge = judge;
    this.rewritten = new EndRewritten(store);
  }

  /// The result of [#remove].
  public sealed interface Outcome {
    /// The policy does not exist any more.
    ///
    /// @param wasThere whether this call removed it
    record Removed(boolean wasThere) implements Outcome {}

    /// The policy stays: it is not Tidegate's, or something needs it.
    record Kept(String why) implements Outcome {}

    /// The policy should be removed, but AWS refuses, or the account is unknown.
    record NotRemoved(String why) implements Outcome {}
  }

  /// Removes the policy that `asked` names, if nothing needs it.
  public Outcome remove(StrayRemoval asked, Instant now) {
    Optional<InlinePolicyName> policy = InlinePolicyName.parse(asked.policy());
    if (policy.isEmpty()) {
      return new Outcome.Kept("no name that Tidegate gives");
    }
    Optional<Account> account = account(asked);
    if (account.isEmpty()) {
      return notRemoved(asked, "neither the policy file nor a grant names this account", now);
    }
    try {
      return switch (judge.of(sight(asked, policy.get(), account.get()), now)) {
        case PolicyClassification.Fits() -> new Outcome.Kept("something needs it");
        case PolicyClassification.Wrong(String what) -> new Outcome.Kept(what);
        case PolicyClassification.Late(GrantId _, String what) -> new Outcome.Kept(what);
        case PolicyClassification.Stray(String why) ->
            removed(asked, policy.get(), account.get(), why, now);
        case PolicyClassification.Rewritten(GrantId grant, String what) -> {
          rewritten.end(grant, what, now);
          yield removed(asked, policy.get(), account.get(), what + "; its grant is ended", now);
        }
      };
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.DENIED) {
        return notRemoved(asked, "AWS does not let it be removed", now);
      }
      throw fault;
    }
  }

  private ObservedPolicy sight(StrayRemoval asked, InlinePolicyName policy, Account account) {
    boolean wide = policy instanceof InlinePolicyName.RoleWideRevocation;
    boolean reserve = policy instanceof InlinePolicyName.RevocationReserve;
    return new ObservedPolicy(
        asked.account(),
        asked.role(),
        policy,
        strays.document(account, asked.role(), policy),
        wide ? strays.revokesBefore(account, asked.role()) : Optional.empty(),
        reserve ? strays.names(account, asked.role()) : Set.of());
  }

  private Optional<Account> account(StrayRemoval asked) {
    return policies.current().accounts().stream()
        .filter(one -> one.id().equals(asked.account()))
        .findFirst()
        .or(() -> asked.witness().flatMap(grant -> account(grant, asked.account())));
  }

  private Optional<Account> account(GrantId grant, String id) {
    return store
        .load(grant.request())
        .flatMap(AccessCase::grant)
        .map(Grant::terms)
        .map(terms -> terms.account())
        .filter(account -> account.id().equals(id));
  }

  private Outcome removed(
      StrayRemoval asked, InlinePolicyName policy, Account account, String why, Instant now) {
    boolean there = strays.remove(account, asked.role(), policy);
    record(asked, EventType.AUDIT_REMOVED, why, now);
    return new Outcome.Removed(there);
  }

  private Outcome notRemoved(StrayRemoval asked, String why, Instant now) {
    record(asked, EventType.AUDIT_NOT_REMOVED, why, now);
    return new Outcome.NotRemoved(why);
  }

  private void record(StrayRemoval asked, EventType type, String why, Instant now) {
    Map<String, String> details = new TreeMap<>();
    details.put("account", asked.account());
    details.put("role", asked.role());
    details.put("policy", asked.policy());
    details.put("why", why);
    details.put(
        "sentence",
        new Difference(
                asked.account(),
                asked.role(),
                asked.policy(),
                (type == EventType.AUDIT_REMOVED ? "removed, since " : "it should go, and stays: ")
                    + why)
            .sentence());
    details.put("run", asked.run());
    ledger.appendOnce(
        String.join(" ", asked.run(), asked.account(), asked.role(), asked.policy()),
        List.of(new AuditLog.Entry(type, details)),
        ME,
        now);
  }
}
