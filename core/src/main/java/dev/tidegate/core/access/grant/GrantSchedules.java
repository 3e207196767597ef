package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantId;
import java.time.Instant;

/// Creates the one-time schedules of a grant: one for its end and, for a later start, one for its
/// start. Used by the function that starts grants; [ScheduleRemoval] is for the one that ends them.
public interface GrantSchedules {
  /// Ensures that a schedule named after the grant ends it at `end`, or, when that is too near, as
  /// soon after `now` as the scheduler allows. Idempotent.
  void ensureEnd(GrantId grant, Instant end, Instant now);

  /// Ensures in the same way that a second schedule, named `<grant>-start`, starts it at `start`.
  void ensureStart(GrantId grant, Instant start, Instant now);
}
