package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Refusing;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Takes a request back, or gives its grant back early. Only its requester may.
public final class WithdrawRequest {
  private final CaseStore store;
  private final Visibility visibility;
  private final Refusing refusing;

  public WithdrawRequest(CaseStore store, Visibility visibility) {
    this.store = store;
    this.visibility = visibility;
    this.refusing = new Refusing(store, visibility);
  }

  /// What came of it.
  public sealed interface Outcome {
    /// Taken back; or it already was.
    ///
    /// @param repeated whether it was taken back before this call
    record Done(AccessCase now, boolean repeated) implements Outcome {}

    /// There is no such request, or it is not for this person to see.
    record NotFound() implements Outcome {}

    /// Somebody else's.
    record NotYours(String why) implements Outcome {}

    /// There is nothing left to take back.
    record WrongState(AccessCase now) implements Outcome {}
  }

  /// Withdraws on behalf of `person`.
  public Outcome withdraw(Principal person, RequestId id, Instant now) {
    return Retry.first(
        () ->
            store
                .load(id)
                .map(found -> attempt(person, found, now))
                .orElseGet(() -> Optional.of(new Outcome.NotFound())));
  }

  private Optional<Outcome> attempt(Principal person, AccessCase current, Instant now) {
    if (!Visibility.isRequester(person, current)) {
      return refuse(
          current,
          person,
          now,
          "not the requester",
          visibility.sees(person, current)
              ? new Outcome.NotYours("only who asked can withdraw; you may deny or revoke")
              : new Outcome.NotFound());
    }
    return switch (current.request()) {
      case AccessRequest.Pending pending ->
          commit(
              CaseChange.of(current, now)
                  .request(pending.withdraw(now))
                  .noting(EventType.REQUEST_WITHDRAWN, person.actor(), Map.of()));
      case AccessRequest.Withdrawn _ -> Optional.of(new Outcome.Done(current, true));
      case AccessRequest.Approved _ -> giveBack(person, current, now);
      case AccessRequest.Denied _, AccessRequest.Expired _ -> tooLate(person, current, now);
    };
  }

  private Optional<Outcome> giveBack(Principal person, AccessCase current, Instant now) {
    Grant grant =
        current
            .grant()
            .orElseThrow(
                () -> new Fault(Fault.Kind.BROKEN, current.id() + " is approved without a grant"));
    return switch (BeginEnding.begin(grant, new EndCause.Withdrawn(person.actor()), now)) {
      case BeginEnding.Begun(Grant.Ending ending) ->
          commit(
              CaseChange.of(current, now)
                  .grant(ending)
                  .noting(
                      EventType.GRANT_WITHDRAWN,
                      person.actor(),
                      Map.of("grant", ending.id().text())));
      case BeginEnding.Already(boolean early) ->
          early ? Optional.of(new Outcome.Done(current, true)) : tooLate(person, current, now);
    };
  }

  private Optional<Outcome> commit(CaseChange change) {
    return store.commit(change)
        ? Optional.of(new Outcome.Done(change.after(), false))
        : Optional.empty();
  }

  private Optional<Outcome> tooLate(Principal person, AccessCase current, Instant now) {
    return refuse(
        current, person, now, "it is " + current.state().word(), new Outcome.WrongState(current));
  }

  private Optional<Outcome> refuse(
      AccessCase current, Principal person, Instant now, String why, Outcome outcome) {
    return refusing.refuse(
        current, person, EventType.REQUEST_WITHDRAW_REFUSED, Map.of("why", why), outcome, now);
  }
}
