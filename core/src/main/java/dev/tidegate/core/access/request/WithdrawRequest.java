package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;

/// Withdraws a request, or ends its grant early, on behalf of its requester only.
public final class WithdrawRequest {
  private final CaseRunner runner;
  private final Visibility visibility;

  public WithdrawRequest(CaseStore store, Visibility visibility) {
    this.runner = CaseRunner.patient(store);
    this.visibility = visibility;
  }

  /// The result of [#withdraw].
  public sealed interface Outcome {
    /// It is withdrawn.
    ///
    /// @param repeated whether it was already withdrawn before this call
    record Done(AccessCase now, boolean repeated) implements Outcome {}

    /// There is no such request, or the person may not see it.
    record NotFound() implements Outcome {}

    /// It is somebody else's request.
    record NotYours(String why) implements Outcome {}

    /// There is nothing left to withdraw.
    record WrongState(AccessCase now) implements Outcome {}
  }

  /// Withdraws the request on behalf of `person`.
  public Outcome withdraw(Principal person, RequestId id, Instant now) {
    Caller caller = new Caller(person, visibility);
    return runner.onRequest(id, current -> decide(current, caller, now), new Outcome.NotFound());
  }

  static Step<Outcome> decide(AccessCase current, Caller caller, Instant now) {
    if (!caller.isRequester(current)) {
      return refuse(
          current,
          caller,
          "not the requester",
          caller.sees(current)
              ? new Outcome.NotYours("only who asked can withdraw; you may deny or revoke")
              : new Outcome.NotFound(),
          now);
    }
    return switch (current.request()) {
      case AccessRequest.Pending pending ->
          commit(
              CaseChange.of(current, now)
                  .request(pending.withdraw(now))
                  .noting(EventType.REQUEST_WITHDRAWN, caller.actor(), Map.of()));
      case AccessRequest.Withdrawn _ -> new Step.Answer<>(new Outcome.Done(current, true));
      case AccessRequest.Approved _ -> giveBack(current, caller, now);
      case AccessRequest.Denied _, AccessRequest.Expired _ -> tooLate(current, caller, now);
    };
  }

  private static Step<Outcome> giveBack(AccessCase current, Caller caller, Instant now) {
    Grant grant =
        current
            .grant()
            .orElseThrow(
                () -> new Fault(Fault.Kind.BROKEN, current.id() + " is approved without a grant"));
    return switch (BeginEnding.begin(grant, new EndCause.Withdrawn(caller.actor()), now)) {
      case BeginEnding.Begun(Grant.Ending ending) ->
          commit(
              CaseChange.of(current, now)
                  .grant(ending)
                  .noting(
                      EventType.GRANT_WITHDRAWN,
                      caller.actor(),
                      Map.of("grant", ending.id().text())));
      case BeginEnding.Already(boolean early) ->
          early
              ? new Step.Answer<>(new Outcome.Done(current, true))
              : tooLate(current, caller, now);
    };
  }

  private static Step<Outcome> commit(CaseChange change) {
    return new Step.Commit<>(change, new Outcome.Done(change.after(), false));
  }

  private static Step<Outcome> tooLate(AccessCase current, Caller caller, Instant now) {
    return refuse(
        current, caller, "it is " + current.state().word(), new Outcome.WrongState(current), now);
  }

  private static Step<Outcome> refuse(
      AccessCase current, Caller caller, String why, Outcome outcome, Instant now) {
    return caller.refused(
        current, EventType.REQUEST_WITHDRAW_REFUSED, Map.of("why", why), outcome, now);
  }
}
