package dev.tidegate.core.access.request;

import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;

/// Assesses requested access under a policy with the same code as a submission. Reads and writes
/// nothing.
public final class ExplainAccess {
  private final Assessor assessor;

  public ExplainAccess(PolicyDocuments documents) {
    this.assessor = new Assessor(documents);
  }

  /// Assesses `ask` as if it were submitted at `now` and began as early as possible.
  public Assessment explain(Policy policy, Principal requester, RequestedAccess ask, Instant now) {
    return assessor.assess(policy, requester, ask, Duration.ZERO, now);
  }
}
