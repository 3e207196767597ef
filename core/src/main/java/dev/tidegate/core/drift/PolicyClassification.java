package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;

/// What a policy of Tidegate's is, where it was seen.
public sealed interface PolicyClassification {
  /// It belongs there.
  record Fits() implements PolicyClassification {}

  /// It is the temporary policy of a grant that goes on, and does not say what the grant gives: the
  /// grant is to be ended.
  record Rewritten(GrantId grant, String what) implements PolicyClassification {}

  /// It does not, and it is not for Tidegate to remove it.
  record Wrong(String what) implements PolicyClassification {}

  /// Its grant should have ended, or its Deny should have been removed: whoever ends grants has to
  /// look again.
  record Late(GrantId grant, String what) implements PolicyClassification {}

  /// Nothing needs it: it is to be removed.
  record Stray(String why) implements PolicyClassification {}
}
