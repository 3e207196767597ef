package dev.tidegate.core.broker;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.session.Credentials;
import java.net.URI;

/// Turns credentials into a console sign-in URL. The URL is a secret for 15 minutes.
public interface ConsoleSignIn {
  /// Returns a URL that opens the console of `account` as the session of `credentials`.
  URI url(Credentials credentials, Account account);
}
