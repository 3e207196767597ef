package dev.tidegate.core.broker;

import dev.tidegate.core.grant.GrantId;
import java.time.Instant;

/// The one-time schedule that ends a grant.
public interface EndSchedule {
  /// Makes sure that a schedule named after the grant exists, for `end`, or for as soon after `now`
  /// as the scheduler takes one when `end` is nearer than that; making it twice leaves one.
  void ensure(GrantId grant, Instant end, Instant now);

  /// Removes it; removing what is not there is fine.
  void remove(GrantId grant);
}
