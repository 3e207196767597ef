package dev.tidegate.core.access;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Begins the end of a grant, early or by time, if that has not happened yet.
public sealed interface BeginEnding {
  /// The end begins now.
  record Begun(Grant.Ending ending) implements BeginEnding {}

  /// The grant is already ending or over.
  ///
  /// @param early whether it ended early, so that a repeated call finds the result of the first one
  record Already(boolean early) implements BeginEnding {}

  static BeginEnding begin(Grant grant, EndCause cause, Instant now) {
    return switch (grant) {
      case Grant.Scheduled scheduled when !scheduled.terms().over(now) ->
          new Begun(scheduled.end(cause, now));
      case Grant.Active active when !active.terms().over(now) -> new Begun(active.end(cause, now));
      case Grant.Scheduled _, Grant.Active _ -> new Already(false);
      case Grant.Ending ending -> new Already(!(ending.cause() instanceof EndCause.Time));
      case Grant.Ended ended -> new Already(!(ended.cause() instanceof EndCause.Time));
    };
  }

  /// Returns the end by time of a grant whose time is up and whose end has not begun.
  static Optional<Grant.Ending> byTime(Grant grant, Instant now) {
    EndCause time = new EndCause.Time();
    return switch (grant) {
      case Grant.Scheduled scheduled when scheduled.terms().over(now) ->
          Optional.of(scheduled.end(time, now));
      case Grant.Active active when active.terms().over(now) -> Optional.of(active.end(time, now));
      case Grant.Scheduled _, Grant.Active _, Grant.Ending _, Grant.Ended _ -> Optional.empty();
    };
  }

  /// Records that the end of a grant has begun.
  static CaseChange noted(CaseChange change, Grant.Ending ending, Actor by) {
    return change.noting(
        EventType.GRANT_ENDING,
        by,
        Map.of("grant", ending.id().text(), "why", ending.cause().word()));
  }
}
