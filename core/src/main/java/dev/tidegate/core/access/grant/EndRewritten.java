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

/// Begins the end of a grant whose temporary policy was rewritten in the account, since its content
/// was not approved and may have no end. Takes one read and one transaction. The caller removes the
/// policy at once; [EndGrant] does the rest, to which the sweep hands the grant within five
/// minutes.
///
/// docs/designs/0009-drift.md says why the policy is not written again.
public final class EndRewritten {
  private static final Actor ME = new Actor.Function("end-grant");

  private final CaseRunner runner;

  public EndRewritten(CaseStore store) {
    this.runner = new CaseRunner(store);
  }

  /// Begins the end, unless the grant is already ending or over.
  ///
  /// @param what a description of what is wrong with the policy
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
