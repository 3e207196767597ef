package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows and lists requests to those who may see them.
public final class ReadRequests {
  private static final int MOST_PARTS = 10;

  private final CaseStore store;
  private final Visibility visibility;

  public ReadRequests(CaseStore store, Visibility visibility) {
    this.store = store;
    this.visibility = visibility;
  }

  /// Returns a request with a page of its events from number `after` + 1 on; empty when there is
  /// none or `viewer` may not see it.
  public Optional<CaseEvents> show(Principal viewer, RequestId id, int after) {
    return store.events(id, after).filter(part -> visibility.sees(viewer, part.current()));
  }

  /// Lists the requests that `viewer` submitted.
  public Page<AccessCase> mine(Principal viewer, PageRequest page) {
    return store.submittedBy(viewer.id(), page);
  }

  /// Lists the requests that wait for an answer of `viewer`, except for their own and those that
  /// they have answered.
  ///
  /// A page is full or the last one, with one exception: when [#MOST_PARTS] parts of the list had
  /// too little for `viewer`, it may be short or empty and still have a next one.
  public Page<AccessCase> waiting(Principal viewer, PageRequest page) {
    List<AccessCase> items = new ArrayList<>();
    Optional<PageCursor> next = page.from();
    for (int part = 0; part < MOST_PARTS; part++) {
      Page<AccessCase> more =
          store.waitingFor(viewer.groups(), new PageRequest(page.limit() - items.size(), next));
      more.items().stream().filter(item -> awaits(viewer, item)).forEach(items::add);
      next = more.next();
      if (next.isEmpty() || items.size() == page.limit()) {
        break;
      }
    }
    return new Page<>(items, next);
  }

  /// Lists the requests that `viewer` answered or gave an after-review for, and may still see.
  public Page<AccessCase> answered(Principal viewer, PageRequest page) {
    Page<AccessCase> all = store.answeredBy(viewer.id(), page);
    return new Page<>(
        all.items().stream().filter(item -> visibility.sees(viewer, item)).toList(), all.next());
  }

  /// Lists the requests in a state; empty for viewers outside the security group.
  public Optional<Page<AccessCase>> inState(Principal viewer, CaseState state, PageRequest page) {
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
