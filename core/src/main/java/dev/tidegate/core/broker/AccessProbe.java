package dev.tidegate.core.broker;

import dev.tidegate.core.grant.Terms;
import java.time.Instant;

/// Finds out whether the sessions of a grant are refused, by trying.
public interface AccessProbe {
  /// Tries until a session under the grant's name is refused, or a limit is reached. Not reaching
  /// AWS is a [Fault].
  Answer confirm(Terms terms);

  /// What the tries came to.
  sealed interface Answer {
    /// A fresh session under the same name was refused, while one under another name was not.
    record Refused(Instant at) implements Answer {}

    /// It still was allowed at the limit.
    record StillAllowed() implements Answer {}

    /// Nothing can be learned: the access role refuses what the probe tries to anybody.
    record Inconclusive() implements Answer {}
  }
}
