package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.Optional;

/// Finds out whether the sessions of a grant are refused, by trying.
public interface AccessProbe {
  /// Tries until a session under the grant's name is refused, or a limit is reached. Not reaching
  /// AWS is a [Fault].
  Answer confirm(GrantTerms terms);

  /// What the tries came to.
  sealed interface Answer {
    /// A fresh session under the same name was refused, while one under another name was not.
    ///
    /// @param tried what was refused; nothing when the one who tried did not say
    record Refused(Instant at, Optional<SessionProbe.Tried> tried) implements Answer {
      public Refused(Instant at) {
        this(at, Optional.empty());
      }
    }

    /// It still was allowed at the limit.
    record StillAllowed() implements Answer {}

    /// Nothing can be learned: the access role refuses what the probe tries to anybody.
    record Inconclusive() implements Answer {}
  }
}
