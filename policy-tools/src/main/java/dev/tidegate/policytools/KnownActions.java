package dev.tidegate.policytools;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// The catalogue of IAM actions.
@FunctionalInterface
public interface KnownActions {
  /// The result of a look-up.
  enum Answer {
    /// There is such an action, or at least one that the pattern covers.
    KNOWN,
    /// The service is known, but has no such action.
    UNKNOWN_ACTION,
    /// The service is not known; it may be newer than the catalogue.
    UNKNOWN_SERVICE
  }

  /// AWS's access level of an action [AWS: Service Authorization Reference].
  enum Level {
    LIST,
    READ,
    WRITE,
    TAGGING,
    PERMISSIONS_MANAGEMENT
  }

  /// An action of IAM.
  ///
  /// @param name in IAM's spelling, such as `dynamodb:GetItem`
  /// @param resources the ARNs of its resource types, with variables such as `${Account}`; empty
  ///   when it can be allowed on `*` only
  /// @param conditionKeys in lower case, without the global keys (`aws:`); a variable part is
  ///   written `${...}` or `<...>`
  record Known(String name, Level level, List<String> resources, Set<String> conditionKeys) {
    public Known {
      resources = List.copyOf(resources);
      conditionKeys = Set.copyOf(conditionKeys);
    }
  }

  /// Looks up an action or a pattern, such as `dynamodb:GetItem` or `dynamodb:Get*`.
  Answer about(String action);

  /// Returns the actions that `action` equals or covers, sorted by name; empty when none are known.
  default Collection<Known> covered(String action) {
    return List.of();
  }
}
