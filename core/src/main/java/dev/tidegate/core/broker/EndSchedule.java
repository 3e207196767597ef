package dev.tidegate.core.broker;

import dev.tidegate.core.grant.GrantId;
import java.time.Instant;

/// The one-time schedule that ends a grant.
public interface EndSchedule {
  /// Makes sure that a schedule named after the grant exists; making it twice leaves one.
  void ensure(GrantId grant, Instant end);

  /// Removes it; removing what is not there is fine.
  void remove(GrantId grant);
}
