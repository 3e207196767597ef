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

/// The input of a submission or of a dry run.
///
/// @param continues the grant that it extends, if any
/// @param dryRun whether this is a dry run; its refusal is recorded as one
record SubmissionInput(
    Principal requester, RequestedAccess ask, Optional<Continuation> continues, boolean dryRun) {
  /// Returns the total duration of the grants that it continues.
  Duration had() {
    return continues.map(Continuation::had).orElse(Duration.ZERO);
  }

  /// Returns the answer when `first` was submitted before with the same id.
  SubmitRequest.Outcome repeated(AccessCase first) {
    Submission before = first.request().submission();
    return isSame(before.ask()) && before.continues().equals(continues)
        ? new SubmitRequest.Outcome.Repeated(first)
        : new SubmitRequest.Outcome.KeyReused(first.id());
  }

  /// Returns whether `first` requested the same; defaults may not be filled in here.
  private boolean isSame(RequestedAccess first) {
    SortedMap<Name, String> parameters = new TreeMap<>(first.parameters());
    parameters.putAll(ask.parameters());
    return first.equals(ask.with(parameters));
  }
}
