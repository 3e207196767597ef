package dev.tidegate.adapters.lambda;

import dev.tidegate.core.policies.CurrentPolicy;
import dev.tidegate.core.policy.PolicyHash;

/// Logs an error when a policy's compact form could not be used and its file was parsed instead.
public record CompactPolicyWarnings(Log log) implements CurrentPolicy.Doubt {
  @Override
  public void about(PolicyHash hash, String why) {
    log.error("the policy was parsed from its file")
        .with(LogKey.POLICY, hash.hex())
        .with(LogKey.DETAIL, why)
        .write();
  }
}
