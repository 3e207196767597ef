package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Refusing;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Ends a grant early, by an approver of its request or by security. The grant is Ending, and
/// handed over to `end-grant`, in one transaction.
public final class RevokeGrant {
  private final CaseStore store;
  private final Visibility visibility;
  private final Refusing refusing;

  public RevokeGrant(CaseStore store, Visibility visibility) {
    this.store = store;
    this.visibility = visibility;
    this.refusing = new Refusing(store, visibility);
  }

  /// What came of it.
  public sealed interface Outcome {
    /// It is ending; or a human ended it before.
    ///
    /// @param repeated whether it was ended before this call
    record Done(AccessCase now, boolean repeated) implements Outcome {}

    /// There is no such grant, or it is not for this person to see.
    record NotFound() implements Outcome {}

    /// Not this person's to revoke.
    record NotYours(String why) implements Outcome {}

    /// Its time is up already.
    record WrongState(AccessCase now) implements Outcome {}
  }

  /// Revokes on behalf of `person`.
  public Outcome revoke(Principal person, GrantId id, String reason, Instant now) {
    return Retry.first(
        () ->
            store
                .load(id.request())
                .filter(found -> found.grant().isPresent())
                .map(found -> attempt(person, found, reason, now))
                .orElseGet(() -> Optional.of(new Outcome.NotFound())));
  }

  private Optional<Outcome> attempt(
      Principal person, AccessCase current, String reason, Instant now) {
    Grant grant = current.grant().orElseThrow();
    if (!visibility.mayRevoke(person, current)) {
      return refuse(
          current,
          person,
          now,
          "neither an approver of the request nor security",
          Visibility.isRequester(person, current)
              ? new Outcome.NotYours("withdraw your own request instead")
              : new Outcome.NotFound());
    }
    return switch (BeginEnding.begin(grant, new EndCause.Revoked(person.actor(), reason), now)) {
      case BeginEnding.Begun(Grant.Ending ending) -> {
        CaseChange change =
            CaseChange.of(current, now)
                .grant(ending)
                .noting(
                    EventType.GRANT_REVOKED,
                    person.actor(),
                    Map.of("grant", grant.id().text(), "reason", reason));
        yield store.commit(change)
            ? Optional.of(new Outcome.Done(change.after(), false))
            : Optional.empty();
      }
      case BeginEnding.Already(boolean early) ->
          early
              ? Optional.of(new Outcome.Done(current, true))
              : refuse(current, person, now, "its time is up", new Outcome.WrongState(current));
    };
  }

  private Optional<Outcome> refuse(
      AccessCase current, Principal person, Instant now, String why, Outcome outcome) {
    return refusing.refuse(
        current, person, EventType.GRANT_REVOKE_REFUSED, Map.of("why", why), outcome, now);
  }
}
