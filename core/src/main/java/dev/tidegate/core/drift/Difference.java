package dev.tidegate.core.drift;

/// Something in a target account that is not as it should be.
///
/// @param account the account's id
/// @param role empty when it is about the account
/// @param policy empty when it is about the role
public record Difference(String account, String role, String policy, String what) {
  /// Returns what is wrong and where, in one sentence.
  public String sentence() {
    String where =
        policy.isEmpty()
            ? role.isEmpty() ? "" : ", role " + role
            : ", policy " + policy + " on role " + role;
    return "Account " + account + where + ": " + what + ".";
  }
}
