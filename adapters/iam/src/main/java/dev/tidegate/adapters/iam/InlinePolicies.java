package dev.tidegate.adapters.iam;

import dev.tidegate.adapters.aws.Attempt;
import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.entitlement.Account;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/// Reads and writes inline policies of roles in target accounts, by name. Each call is idempotent.
///
/// A right that depends on a role's tag disappears with the role or the tag. After a refusal, this
/// class therefore checks whether the role or the policy still exists.
final class InlinePolicies {
  /// The result of a write.
  enum Written {
    DONE,
    NO_ROOM,
    NO_ROLE
  }

  private final IamClient iam;
  private final TargetRole as;

  InlinePolicies(IamClient iam, TargetRole as) {
    this.iam = iam;
    this.as = as;
  }

  Written put(Account account, String role, InlinePolicyName name, String document) {
    String call = "iam:PutRolePolicy " + name.text() + " on " + account.roleArn(role);
    return switch (AwsFaults.STANDARD.attempt(call, () -> written(account, role, name, document))) {
      case Attempt.Answered<Written>(Written written) -> written;
      case Attempt.Denied<Written> denied when denied.forbidden() && !exists(account, role) ->
          Written.NO_ROLE;
      case Attempt.Denied<Written> denied -> throw denied.fault();
    };
  }

  private Written written(Account account, String role, InlinePolicyName name, String document) {
    try {
      iam.putRolePolicy(
          request ->
              request
                  .roleName(role)
                  .policyName(name.text())
                  .policyDocument(document)
                  .overrideConfiguration(as.in(account)));
      return Written.DONE;
    } catch (NoSuchEntityException gone) {
      return Written.NO_ROLE;
    } catch (LimitExceededException full) {
      return Written.NO_ROOM;
    }
  }

  /// Deletes a policy and returns whether it existed. A missing policy or role is not an error.
  boolean delete(Account account, String role, InlinePolicyName name) {
    String call = "iam:DeleteRolePolicy " + name.text() + " on " + account.roleArn(role);
    return switch (AwsFaults.STANDARD.attempt(call, () -> deleted(account, role, name))) {
      case Attempt.Answered<Boolean>(Boolean deleted) -> deleted;
      case Attempt.Denied<Boolean> denied
          when denied.forbidden() && get(account, role, name).isEmpty() ->
          false;
      case Attempt.Denied<Boolean> denied -> throw denied.fault();
    };
  }

  private boolean deleted(Account account, String role, InlinePolicyName name) {
    try {
      iam.deleteRolePolicy(
          request ->
              request.roleName(role).policyName(name.text()).overrideConfiguration(as.in(account)));
      return true;
    } catch (NoSuchEntityException gone) {
      return false;
    }
  }

  /// Reads a policy; empty when the policy or its role does not exist.
  Optional<String> get(Account account, String role, InlinePolicyName name) {
    return AwsFaults.STANDARD
        .translated(
            "iam:GetRolePolicy " + name.text() + " on " + account.roleArn(role),
            () -> found(account, role, name))
        .map(encoded -> URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private Optional<String> found(Account account, String role, InlinePolicyName name) {
    try {
      return Optional.of(
          iam.getRolePolicy(
                  request ->
                      request
                          .roleName(role)
                          .policyName(name.text())
                          .overrideConfiguration(as.in(account)))
              .policyDocument());
    } catch (NoSuchEntityException gone) {
      return Optional.empty();
    }
  }

  /// Returns the names of all inline policies of a role, over all pages; none when the role does
  /// not exist.
  List<String> names(Account account, String role) {
    return AwsFaults.STANDARD.translated(
        "iam:ListRolePolicies on " + account.roleArn(role), () -> allNames(account, role));
  }

  private List<String> allNames(Account account, String role) {
    List<String> names = new ArrayList<>();
    try {
      Optional<String> marker = Optional.empty();
      boolean more = true;
      while (more) {
        String from = marker.orElse(null);
        ListRolePoliciesResponse page =
            iam.listRolePolicies(
                request ->
                    request.roleName(role).marker(from).overrideConfiguration(as.in(account)));
        names.addAll(page.policyNames());
        marker = Optional.ofNullable(page.marker());
        more = Boolean.TRUE.equals(page.isTruncated()) && marker.isPresent();
      }
      return List.copyOf(names);
    } catch (NoSuchEntityException gone) {
      return List.of();
    }
  }

  private boolean exists(Account account, String role) {
    return AwsFaults.STANDARD.translated(
        "iam:GetRole of " + account.roleArn(role), () -> found(account, role));
  }

  private boolean found(Account account, String role) {
    try {
      iam.getRole(request -> request.roleName(role).overrideConfiguration(as.in(account)));
      return true;
    } catch (NoSuchEntityException gone) {
      return false;
    }
  }
}
