package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;

/// Ends a grant early, for an approver of its request or the security group. One transaction makes
/// the grant Ending and hands it to `end-grant`.
public final class RevokeGrant {
  private final CaseRunner runner;
  private final Visibility visibility;

  public RevokeGrant(CaseStore store, Visibility visibility) {
    this.runner = CaseRunner.patient(store);
    this.visibility = visibility;
  }

  /// The result of [#revoke].
  public sealed interface Outcome {
    /// The grant is ending, or a person ended it earlier.
    ///
    /// @param repeated whether it was ended before this call
    record Done(AccessCase now, boolean repeated) implements Outcome {}

    /// There is no such grant, or the person may not see it.
    record NotFound() implements Outcome {}

    /// The person may not revoke it.
    record NotYours(String why) implements Outcome {}

    /// Its time is already up.
    record WrongState(AccessCase now) implements Outcome {}
  }

  /// Revokes the grant on behalf of `person`.
  public Outcome revoke(Principal person, GrantId id, String reason, Instant now) {
    Caller caller = new Caller(person, visibility);
    return runner.onGrant(
        id,
        (current, grant) -> decide(current, grant, caller, reason, now),
        new Outcome.NotFound());
  }

  static Step<Outcome> decide(
      AccessCase current, Grant grant, Caller caller, String reason, Instant now) {
    if (!caller.mayRevoke(current)) {
      return refuse(
          current,
          caller,
          "neither an approver of the request nor security",
          caller.isRequester(current)
              ? new Outcome.NotYours("withdraw your own request instead")
              : new Outcome.NotFound(),
          now);
    }
    return switch (BeginEnding.begin(grant, new EndCause.Revoked(caller.actor(), reason), now)) {
      case BeginEnding.Begun(Grant.Ending ending) -> {
        CaseChange change =
            CaseChange.of(current, now)
                .grant(ending)
                .noting(
                    EventType.GRANT_REVOKED,
                    caller.actor(),
                    Map.of("grant", grant.id().text(), "reason", reason));
        yield new Step.Commit<>(change, new Outcome.Done(change.after(), false));
      }
      case BeginEnding.Already(boolean early) ->
          early
              ? new Step.Answer<>(new Outcome.Done(current, true))
              : refuse(current, caller, "its time is up", new Outcome.WrongState(current), now);
    };
  }

  private static Step<Outcome> refuse(
      AccessCase current, Caller caller, String why, Outcome outcome, Instant now) {
    return caller.refused(
        current, EventType.GRANT_REVOKE_REFUSED, Map.of("why", why), outcome, now);
  }
}
