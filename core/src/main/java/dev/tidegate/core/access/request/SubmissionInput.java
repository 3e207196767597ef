package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What somebody submits, or would submit.
///
/// @param continues what it is more of
/// @param dryRun whether it is asked what it would come to: a refusal is recorded as such
record SubmissionInput(
    Principal requester, RequestedAccess ask, Optional<Continuation> continues, boolean dryRun) {
  /// Returns how long the grants that it continues are together.
  Duration had() {
    return continues.map(Continuation::had).orElse(Duration.ZERO);
  }

  /// Returns the answer when `first` came before under the same id.
  SubmitRequest.Outcome repeated(AccessCase first) {
    Submission before = first.request().submission();
    return isSame(before.ask()) && before.continues().equals(continues)
        ? new SubmitRequest.Outcome.Repeated(first)
        : new SubmitRequest.Outcome.KeyReused(first.id());
  }

  /// Returns whether `first` asked for the same; presets may not be filled in here.
  private boolean isSame(RequestedAccess first) {
    SortedMap<Name, String> parameters = new TreeMap<>(first.parameters());
    parameters.putAll(ask.parameters());
    return first.equals(ask.with(parameters));
  }
}
