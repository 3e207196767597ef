package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.Optional;

/// Confirms, by trying, that the sessions of a grant are refused. [SessionProbe] makes a single
/// attempt.
public interface AccessProbe {
  /// Tries until a session under the grant's name is refused or a time limit is reached. Throws a
  /// [Fault] when AWS cannot be reached.
  Answer confirm(GrantTerms terms);

  /// The result of [#confirm].
  sealed interface Answer {
    /// A new session under the same name was refused, while one under another name was not.
    ///
    /// @param tried what was refused; empty when unknown
    record Refused(Instant at, Optional<SessionProbe.Tried> tried) implements Answer {
      public Refused(Instant at) {
        this(at, Optional.empty());
      }
    }

    /// A session was still allowed at the time limit.
    record StillAllowed() implements Answer {}

    /// Unknown: the access role refuses the probe's call to everybody.
    record Inconclusive() implements Answer {}
  }
}
