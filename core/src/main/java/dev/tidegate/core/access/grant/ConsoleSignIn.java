package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.entitlement.Account;
import java.net.URI;

/// Turns credentials into a console sign-in URL. The URL is a secret for 15 minutes.
public interface ConsoleSignIn {
  /// Returns a URL that opens the console of `account` as the session of `credentials`.
  URI url(Credentials credentials, Account account);
}
