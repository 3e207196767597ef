package dev.tidegate.core.access.assess;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.policy.Decision;
import java.util.List;

/// The result of assessing requested access, in the same form for a dry run, a submission and an
/// issue.
public sealed interface Assessment {
  /// It can be given, now or once approved.
  ///
  /// @param ask the request with the defaults of its parameters
  /// @param document the policy document that would be issued
  /// @param warnings what is allowed, but close to a limit
  record Fits(
      Entitlement entitlement,
      RequestedAccess ask,
      List<Permission> permissions,
      Decision decision,
      String document,
      List<String> warnings)
      implements Assessment {
    public Fits {
      permissions = List.copyOf(permissions);
      warnings = List.copyOf(warnings);
    }
  }

  /// The policy says no.
  record Refused(Decision.Refused decision) implements Assessment {}

  /// The request itself is invalid.
  record Invalid(List<FieldError> errors) implements Assessment {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  /// AWS would not accept the policy document.
  record TooLarge(int characters, int most, String split) implements Assessment {}
}
