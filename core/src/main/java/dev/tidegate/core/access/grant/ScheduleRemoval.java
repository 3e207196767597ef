package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantId;

/// Removes the one-time schedules of a grant that is over. The function that ends grants cannot
/// create any ([GrantSchedules]).
public interface ScheduleRemoval {
  /// Removes the schedule of the end. Idempotent.
  void removeEnd(GrantId grant);

  /// Removes the schedule of the start. Idempotent.
  void removeStart(GrantId grant);
}
