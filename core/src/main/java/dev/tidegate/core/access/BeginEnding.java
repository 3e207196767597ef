package dev.tidegate.core.access;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Begins to end a grant, early or by its time, when it still can be.
public sealed interface BeginEnding {
  /// It begins to end now.
  record Begun(Grant.Ending ending) implements BeginEnding {}

  /// It is ending or over already.
  ///
  /// @param early whether before its time, so that a second click finds what the first one did
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

  /// Returns the end by time of a grant that is over and that nobody has begun to end.
  static Optional<Grant.Ending> byTime(Grant grant, Instant now) {
    EndCause time = new EndCause.Time();
    return switch (grant) {
      case Grant.Scheduled scheduled when scheduled.terms().over(now) ->
          Optional.of(scheduled.end(time, now));
      case Grant.Active active when active.terms().over(now) -> Optional.of(active.end(time, now));
      case Grant.Scheduled _, Grant.Active _, Grant.Ending _, Grant.Ended _ -> Optional.empty();
    };
  }

  /// Notes that a grant has begun to end.
  static CaseChange noted(CaseChange change, Grant.Ending ending, Actor by) {
    return change.noting(
        EventType.GRANT_ENDING,
        by,
        Map.of("grant", ending.id().text(), "why", ending.cause().word()));
  }
}
