package dev.tidegate.core.drift;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.TextFormat;
import java.util.Optional;

/// A request to remove one inline policy. It is only a hint: [RemoveStray] determines the policy's
/// classification and the account again.
///
/// @param run the check that saw it; a check has a policy removed only once
/// @param account the account's id
/// @param witness a grant in that account, for an account that the policy file no longer names
public record StrayRemoval(
    String run, String account, String role, String policy, Optional<GrantId> witness) {
  /// The format of a check's id.
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
