package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.GrantId;
import java.time.Instant;

/// The one-time schedules of a grant: the one that ends it and, when it begins later than it was
/// approved, the one that starts it. Made by who starts it; [ScheduleRemoval] is for who ends it.
public interface GrantSchedules {
  /// Makes sure that a schedule named after the grant ends it at `end`, or as soon after `now` as
  /// the scheduler takes one when `end` is nearer than that; making it twice leaves one.
  void ensureEnd(GrantId grant, Instant end, Instant now);

  /// Makes sure that a second schedule, named `<grant>-start`, starts it at `start`, under the same
  /// terms.
  void ensureStart(GrantId grant, Instant start, Instant now);
}
