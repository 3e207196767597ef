package dev.tidegate.core.policy.tool;

/// Knows which actions IAM has.
@FunctionalInterface
public interface ActionList {
  /// What is known of a name.
  enum Answer {
    /// There is such an action, or one that the name covers.
    KNOWN,
    /// The service is known and has no such action.
    UNKNOWN_ACTION,
    /// The service is not known: it may be newer than the list.
    UNKNOWN_SERVICE
  }

  /// Says what is known of `action`, such as `dynamodb:GetItem` or `dynamodb:Get*`.
  Answer about(String action);
}
