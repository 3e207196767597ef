package dev.tidegate.core.drift;

/// Something in a target account that differs from the expected state.
///
/// @param account the account's id
/// @param role the role; empty when it is about the account
/// @param policy the policy; empty when it is about the role
public record Difference(String account, String role, String policy, String what) {
  /// Returns a sentence that says what is wrong, and where.
  public String sentence() {
    String where =
        policy.isEmpty()
            ? role.isEmpty() ? "" : ", role " + role
            : ", policy " + policy + " on role " + role;
    return "Account " + account + where + ": " + what + ".";
  }
}
