package dev.tidegate.core.access;

import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was submitted: who asked for what, what it comes to in AWS, and what the policy said. It
/// never changes.
///
/// @param permissions the entitlement's permissions with the parameters filled in
/// @param decision as it was said to the requester: its reasons are kept as sentences, so that a
///   later version says of it what this one said
/// @param answerBy when the request expires unanswered
/// @param continues what it is more of
/// @param description what the policy's file calls the entitlement, for whoever answers; it is in
///   no hash, since it gives nothing; nothing in requests from before it was kept
public record Submission(
    RequestId id,
    Principal requester,
    RequestedAccess ask,
    Account account,
    Target target,
    List<Permission> permissions,
    Decision decision,
    Instant at,
    Instant answerBy,
    Optional<Continuation> continues,
    Optional<String> description) {
  public Submission {
    permissions = List.copyOf(permissions);
    decision = decision.recorded();
    if (decision instanceof Decision.Refused) {
      throw new IllegalArgumentException("a refused ask is not a request");
    }
  }

  /// A submission that continues nothing, of an entitlement without a description.
  public Submission(
      RequestId id,
      Principal requester,
      RequestedAccess ask,
      Account account,
      Target target,
      List<Permission> permissions,
      Decision decision,
      Instant at,
      Instant answerBy) {
    this(
        id,
        requester,
        ask,
        account,
        target,
        permissions,
        decision,
        at,
        answerBy,
        Optional.empty(),
        Optional.empty());
  }

  /// Returns how long the grants that it continues are together.
  public Duration had() {
    return continues.map(Continuation::had).orElse(Duration.ZERO);
  }

  /// Returns the hash that approvals are bound to: who, what, why, from when, for how long, and
  /// exactly which permissions where. What an ask leaves out leaves no trace, so that a request
  /// from before there was such a thing keeps its hash.
  public String hash() {
    HashInput fields =
        new HashInput()
            .add("tidegate request 1")
            .add(id.text())
            .add(requester.id().canonical())
            .add(ask.entitlement().text())
            .add(ask.duration().toString())
            .add(ask.use().word())
            .add(ask.ticket().stream().toList())
            .add(ask.reason());
    fields.add(ask.parameters().size());
    ask.parameters().forEach((name, value) -> fields.add(name.text()).add(value));
    given(fields);
    ask.startsAt().ifPresent(at -> fields.add("starts at").add(at.toString()));
    if (ask.breakGlass()) {
      fields.add("breaks the glass");
    }
    continues.ifPresent(
        before -> fields.add("continues").add(before.of().text()).add(before.had().toString()));
    return fields.hex();
  }

  /// Says whether `other` would give exactly the same access: same place, same role, same
  /// permissions.
  public boolean givesTheSame(Account inAccount, Target onTarget, List<Permission> of) {
    return account.id().equals(inAccount.id()) && target.equals(onTarget) && permissions.equals(of);
  }

  private void given(HashInput fields) {
    fields.add(account.partition()).add(account.id());
    switch (target) {
      case Target.AccessRole(String role, List<String> policies) -> {
        fields.add("session of " + role);
        if (!policies.isEmpty()) {
          fields.add("with policies").add(policies);
        }
      }
      case Target.ExistingRole(String role) -> fields.add("policy on " + role);
    }
    fields.add(permissions.size());
    for (Permission permission : permissions) {
      fields
          .add(permission.actions())
          .add(permission.resources())
          .add(permission.conditions().size());
      for (Permission.Restriction condition : permission.conditions()) {
        fields.add(condition.operator()).add(condition.key()).add(condition.values());
      }
    }
  }
}
