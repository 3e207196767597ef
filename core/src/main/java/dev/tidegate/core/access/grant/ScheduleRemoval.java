package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantId;

/// Takes away the one-time schedules of a grant that is over. Who ends grants makes none.
public interface ScheduleRemoval {
  /// Removes the schedule of the end; removing what is not there is fine.
  void removeEnd(GrantId grant);

  /// Removes the schedule of the start; removing what is not there is fine.
  void removeStart(GrantId grant);
}
