package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.SessionSpec;

/// Issues sessions. This is the only port that assumes access roles for people.
public interface SessionIssuer {
  /// Issues one session exactly as specified.
  Outcome issue(SessionSpec spec);

  /// The result of [#issue].
  sealed interface Outcome {
    /// A session.
    ///
    /// @param packedPercent how much of the packed size it takes, in percent; 0 when unknown
    record Issued(Credentials credentials, int packedPercent) implements Outcome {}

    /// Policy and tags together are too large for the token.
    record TooPacked(String detail) implements Outcome {}

    /// The broker has no access to the account: the access role is missing, trusts somebody else,
    /// or requires another ExternalId. AWS does not tell which.
    ///
    /// @param detail AWS's message, for engineers
    record NotPrepared(String detail) implements Outcome {}
  }
}
