package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.TextFormat;
import java.util.Optional;

/// Asks for one inline policy to be removed. It is a hint to look and no more: who removes finds
/// out again what the policy is, and which account this is.
///
/// @param run the check that saw it: one check has one policy removed once
/// @param account the account's id
/// @param witness a grant in that account, for one that the policy file no longer names
public record StrayRemoval(
    String run, String account, String role, String policy, Optional<GrantId> witness) {
  /// What an id of a check may be.
  public static final TextFormat RUN =
      TextFormat.of("[A-Za-z0-9-]{8,64}", "8 to 64 of A-Z a-z 0-9 -");

  private static final TextFormat POLICY =
      TextFormat.of("[A-Za-z0-9_+=,.@-]{1,128}", "1 to 128 of A-Z a-z 0-9 _ + = , . @ -");

  public StrayRemoval {
    RUN.require("run", run);
    Account.ID.require("account", account);
    Target.ROLE.require("role", role);
    POLICY.require("policy", policy);
  }
}
