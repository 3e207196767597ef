package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;

/// Begins to end a grant whose temporary policy somebody rewrote in the account: what stands there
/// is not what was approved, and may have no end. One read, one transaction. The caller removes the
/// policy at once; the rest of the end is [EndGrant]'s, to which the sweep hands it within five
/// minutes.
///
/// It is ended and not written again: see docs/designs/0009-drift.md.
public final class EndRewritten {
  private static final Actor ME = new Actor.Function("end-grant");

  private final CaseRunner runner;

  public EndRewritten(CaseStore store) {
    this.runner = new CaseRunner(store);
  }

  /// Begins to end it, unless it is ending or over; there is nothing to do then.
  ///
  /// @param what is wrong with the policy, in words
  /// @return whether this call began to end it
  public boolean end(GrantId id, String what, Instant now) {
    return runner.onGrant(id, (current, grant) -> decide(current, grant, what, now), false);
  }

  static Step<Boolean> decide(AccessCase current, Grant grant, String what, Instant now) {
    return switch (BeginEnding.begin(grant, new EndCause.Rewritten(what), now)) {
      case BeginEnding.Already _ -> new Step.Answer<>(false);
      case BeginEnding.Begun(Grant.Ending ending) ->
          new Step.Commit<>(
              CaseChange.of(current, now)
                  .grant(ending)
                  .noting(
                      EventType.GRANT_ENDING,
                      ME,
                      Map.of(
                          "grant",
                          ending.id().text(),
                          "why",
                          ending.cause().word(),
                          "reason",
                          what)),
              true);
    };
  }
}
