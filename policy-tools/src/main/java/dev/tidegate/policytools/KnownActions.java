package dev.tidegate.policytools;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Knows which actions IAM has.
@FunctionalInterface
public interface KnownActions {
  /// What is known of a name.
  enum Answer {
    /// There is such an action, or one that the name covers.
    KNOWN,
    /// The service is known and has no such action.
    UNKNOWN_ACTION,
    /// The service is not known: it may be newer than the list.
    UNKNOWN_SERVICE
  }

  /// AWS's own class of an action [AWS: Service Authorization Reference].
  enum Level {
    LIST,
    READ,
    WRITE,
    TAGGING,
    PERMISSIONS_MANAGEMENT
  }

  /// An action of IAM.
  ///
  /// @param name as IAM spells it, such as `dynamodb:GetItem`
  /// @param resources ARNs of the kinds of resource that it can be given on, with variables such as
  ///   `${Account}` in them; empty when it can be given on `*` alone
  /// @param conditionKeys in lower case, those that begin with `aws:` left out; a variable part is
  ///   written `${...}` or `<...>`
  record Known(String name, Level level, List<String> resources, Set<String> conditionKeys) {
    public Known {
      resources = List.copyOf(resources);
      conditionKeys = Set.copyOf(conditionKeys);
    }
  }

  /// Returns what is known of `action`, such as `dynamodb:GetItem` or `dynamodb:Get*`.
  Answer about(String action);

  /// Returns the actions that `action` is or covers, in the order of their names; empty when they
  /// are not known.
  default Collection<Known> covered(String action) {
    return List.of();
  }
}
