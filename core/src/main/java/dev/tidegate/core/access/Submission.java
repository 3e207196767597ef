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

/// What was submitted: the requester, the requested access, the resulting permissions in AWS, and
/// the policy's decision. It is immutable.
///
/// @param permissions the entitlement's permissions with the parameters filled in
/// @param decision the decision as told to the requester; its reasons are stored as sentences, so
///   that later versions repeat them unchanged
/// @param answerBy when the request expires if it is not answered
/// @param continues the request that it extends, if any
/// @param description the entitlement's description in the policy file, for approvers; it is not
///   part of the hash, since it gives no access; empty in requests from before it was stored
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

  /// Creates a submission that extends nothing, for an entitlement without a description.
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

  /// Returns the total duration of the grants that it continues.
  public Duration had() {
    return continues.map(Continuation::had).orElse(Duration.ZERO);
  }

  /// Returns the hash to which approvals are bound: requester, access, reason, start, duration, and
  /// the exact permissions and account. Absent options do not affect it, so that requests from
  /// before an option existed keep their hash.
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

  /// Returns whether the given account, target and permissions are exactly those of this
  /// submission.
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
