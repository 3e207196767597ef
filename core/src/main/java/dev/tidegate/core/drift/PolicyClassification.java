package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;

/// The result of [PolicyClassifier].
public sealed interface PolicyClassification {
  /// It belongs where it was seen.
  record Fits() implements PolicyClassification {}

  /// It is the temporary policy of a live grant, but its content differs from what the grant gives:
  /// the grant must end.
  record Rewritten(GrantId grant, String what) implements PolicyClassification {}

  /// It is wrong, but Tidegate may not remove it.
  record Wrong(String what) implements PolicyClassification {}

  /// Its grant should have ended, or its Deny should have been removed: `end-grant` has to try
  /// again.
  record Late(GrantId grant, String what) implements PolicyClassification {}

  /// Nothing needs it: it is to be removed.
  record Stray(String why) implements PolicyClassification {}
}
