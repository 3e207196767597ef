package dev.tidegate.core.access;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The caller of an operation, with what they may see and do with a case.
public record Caller(Principal principal, Visibility visibility) {
  /// Returns the caller as the record names them.
  public Actor.Person actor() {
    return principal.actor();
  }

  /// Returns whether they submitted the request.
  public boolean isRequester(AccessCase of) {
    return Visibility.isRequester(principal, of);
  }

  /// Returns whether they may see the case. Whoever may not is told that it does not exist.
  public boolean sees(AccessCase of) {
    return visibility.sees(principal, of);
  }

  /// Returns whether they may end the grant early for somebody else.
  public boolean mayRevoke(AccessCase of) {
    return visibility.mayRevoke(principal, of);
  }

  /// Returns the step that refuses: it records an event in the case if they may see it, otherwise
  /// in their own record.
  ///
  /// @param details the reason and further details for the record; never a secret
  public <T> Step<T> refused(
      AccessCase of, EventType type, Map<String, String> details, T answer, Instant now) {
    Refusal refusal =
        new Refusal(principal, type, Optional.of(of.id()), new TreeMap<>(details), now);
    return new Step.Refuse<>(
        refusal,
        sees(of) ? Optional.of(CaseChange.of(of, now).refusing(refusal)) : Optional.empty(),
        answer);
  }
}
