package dev.tidegate.functions.activity;

import java.util.Optional;

/// The identity that issues sessions, as CloudTrail shows it in both accounts: the broker's
/// account, and the name of the function, which Lambda gives to the sessions of its role. [AWS:
/// Lambda DG, "Execution role"; CloudTrail UG, "userIdentity element"]
///
/// @param account 12 digits
/// @param function the name of the function, which is the name of its role, too
record SessionIssuerIdentity(String account, String function) {
  /// Returns who created a session: the account for the function that issues sessions, a
  /// description for anybody else.
  String caller(CloudTrailJson identity) {
    String principal = identity.textOr("principalId", "?");
    String from = identity.textOr("accountId", "?");
    boolean ours =
        from.equals(account) && principal.endsWith(":" + function) && mayBeItsRole(identity);
    return switch (identity.textOr("type", "?")) {
      case "AWSAccount", "AssumedRole" -> ours ? account : "account " + from + ", " + who(identity);
      case "AWSService" -> "service " + identity.textOr("invokedBy", "?");
      case "SAMLUser" -> "SAML: " + who(identity) + provider(identity);
      case "WebIdentityUser" -> "web identity: " + who(identity) + provider(identity);
      default -> identity.textOr("type", "?") + ", account " + from + ", " + who(identity);
    };
  }

  /// Returns whether the caller can be the function's role. Records in the target account have no
  /// role; those in the broker's account do.
  private boolean mayBeItsRole(CloudTrailJson identity) {
    Optional<String> role = identity.child("sessionContext").child("sessionIssuer").text("arn");
    return role.isEmpty() || role.get().endsWith("/" + function);
  }

  private static String who(CloudTrailJson identity) {
    return identity
        .text("arn")
        .or(() -> identity.text("userName"))
        .or(() -> identity.text("principalId"))
        .orElse("?");
  }

  private static String provider(CloudTrailJson identity) {
    return identity.text("identityProvider").map(name -> " of " + name).orElse("");
  }
}
