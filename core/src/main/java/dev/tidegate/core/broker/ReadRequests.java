package dev.tidegate.core.broker;

import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.request.RequestId;
import java.util.Optional;

/// Shows one request, and lists them, to those who may see them.
public final class ReadRequests {
  private final CaseStore store;
  private final Visibility visibility;

  public ReadRequests(CaseStore store, Visibility visibility) {
    this.store = store;
    this.visibility = visibility;
  }

  /// Returns a request with its history; nothing when there is none or it is not for `viewer` to
  /// see.
  public Optional<History> show(Principal viewer, RequestId id) {
    return store.history(id).filter(history -> visibility.sees(viewer, history.current()));
  }

  /// Lists what `viewer` submitted.
  public Page<AccessCase> mine(Principal viewer, PageRequest page) {
    return store.submittedBy(viewer.id(), page);
  }

  /// Lists what waits for an answer of `viewer`: not their own requests, nor those they answered.
  public Page<AccessCase> waiting(Principal viewer, PageRequest page) {
    Page<AccessCase> all = store.waitingFor(viewer.groups(), page);
    return new Page<>(
        all.items().stream().filter(item -> awaits(viewer, item)).toList(), all.next());
  }

  /// Lists what is in a state; nothing for those who are not in the security group.
  public Optional<Page<AccessCase>> inState(Principal viewer, State state, PageRequest page) {
    return visibility.isSecurity(viewer)
        ? Optional.of(store.inState(state, page))
        : Optional.empty();
  }

  private static boolean awaits(Principal viewer, AccessCase item) {
    return !Visibility.isRequester(viewer, item)
        && item.request().reviews().stream()
            .noneMatch(review -> review.reviewer().id().equals(viewer.id()));
  }
}
