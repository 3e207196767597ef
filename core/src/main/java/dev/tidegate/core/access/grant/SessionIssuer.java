package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.SessionSpec;

/// Mints sessions: the only port behind which access roles are assumed.
public interface SessionIssuer {
  /// Issues one session exactly as specified.
  Outcome issue(SessionSpec spec);

  /// What came of it.
  sealed interface Outcome {
    /// A session.
    ///
    /// @param packedPercent how much of the packed size it takes; 0 when the service did not say
    record Issued(Credentials credentials, int packedPercent) implements Outcome {}

    /// Policy and tags together are too large for the token.
    record TooPacked(String detail) implements Outcome {}

    /// The account does not let the broker in: its access role is missing, trusts somebody else, or
    /// asks for another ExternalId. AWS tells these apart from none of the others.
    ///
    /// @param detail what AWS said, for engineers
    record NotPrepared(String detail) implements Outcome {}
  }
}
