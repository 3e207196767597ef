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

/// Removes an inline policy of Tidegate's that nothing needs, and records it.
///
/// Nothing that the message says is believed: the name is checked, its grant is read strongly
/// consistent and judged again, and the account is the one of that id in the policy in force, else
/// in a grant's terms. The policy is removed first and recorded then, once for each check, so that
/// the record never says what is not so; whoever dies in between is called again.
///
/// The temporary policy of a grant that goes on is removed when it was rewritten, and its grant is
/// ended before that.
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

  /// What came of it.
  public sealed interface Outcome {
    /// It is gone.
    ///
    /// @param wasThere whether this call removed it
    record Removed(boolean wasThere) implements Outcome {}

    /// It stays: it is none of Tidegate's, or something needs it.
    record Kept(String why) implements Outcome {}

    /// It should go, and AWS does not let it be removed, or nobody knows the account.
    record NotRemoved(String why) implements Outcome {}
  }

  /// Removes what `asked` names, if nothing needs it.
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
        wide ? strays.cutsBefore(account, asked.role()) : Optional.empty(),
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
