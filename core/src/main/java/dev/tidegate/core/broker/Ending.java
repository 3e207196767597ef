package dev.tidegate.core.broker;

import dev.tidegate.core.grant.EndCause;
import dev.tidegate.core.grant.Grant;
import java.time.Instant;

/// Begins to end a grant early, when it still can be.
sealed interface Ending {
  /// It begins to end now.
  record Begun(Grant.Ending ending) implements Ending {}

  /// It is ending or over already.
  ///
  /// @param early whether before its time, so that a second click finds what the first one did
  record Already(boolean early) implements Ending {}

  static Ending begin(Grant grant, EndCause cause, Instant now) {
    return switch (grant) {
      case Grant.Scheduled scheduled when !scheduled.terms().over(now) ->
          new Begun(scheduled.end(cause, now));
      case Grant.Active active when !active.terms().over(now) -> new Begun(active.end(cause, now));
      case Grant.Scheduled _, Grant.Active _ -> new Already(false);
      case Grant.Ending ending -> new Already(!(ending.cause() instanceof EndCause.Time));
      case Grant.Ended ended -> new Already(!(ended.cause() instanceof EndCause.Time));
    };
  }
}
