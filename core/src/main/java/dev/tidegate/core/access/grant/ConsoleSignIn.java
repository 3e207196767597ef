package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.entitlement.Account;
import java.net.URI;

/// Creates console sign-in URLs from credentials. A URL can be used for 15 minutes and is a secret.
public interface ConsoleSignIn {
  /// Returns a URL that opens the console of `account` with the session of `credentials`.
  URI url(Credentials credentials, Account account);
}
