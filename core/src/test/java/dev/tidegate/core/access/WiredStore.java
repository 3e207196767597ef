package dev.tidegate.core.access;

import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/// A [CaseStore] behind a [Wire].
public class WiredStore implements CaseStore {
  private final CaseStore store;
  private final Wire wire;
  private final Consumer<CaseChange> stream;

  /// A store whose changes nobody is told of.
  public WiredStore(CaseStore store, Wire wire) {
    this(store, wire, _ -> {});
  }

  /// Takes what to tell of every change that was written, as a stream would.
  public WiredStore(CaseStore store, Wire wire, Consumer<CaseChange> stream) {
    this.store = store;
    this.wire = wire;
    this.stream = stream;
  }

  @Override
  public Optional<AccessCase> load(RequestId id) {
    return wire.call("store.load", () -> store.load(id));
  }

  @Override
  public Optional<CaseHistory> history(RequestId id) {
    return wire.call("store.history", () -> store.history(id));
  }

  @Override
  public Optional<CaseEvents> events(RequestId id, int after) {
    return wire.call("store.events", () -> store.events(id, after));
  }

  @Override
  public boolean commit(CaseChange change) {
    return wire.call("store.commit", () -> write(change));
  }

  private boolean write(CaseChange change) {
    boolean written = store.commit(change);
    if (written) {
      stream.accept(change);
    }
    return written;
  }

  @Override
  public boolean countRefusal(Refusal refusal) {
    return wire.call("store.countRefusal", () -> store.countRefusal(refusal));
  }

  @Override
  public void recordRefusal(Refusal refusal) {
    wire.run("store.recordRefusal", () -> store.recordRefusal(refusal));
  }

  @Override
  public Page<AccessCase> submittedBy(PrincipalId requester, PageRequest page) {
    return wire.call("store.submittedBy", () -> store.submittedBy(requester, page));
  }

  @Override
  public Page<AccessCase> waitingFor(SortedSet<Group> groups, PageRequest page) {
    return wire.call("store.waitingFor", () -> store.waitingFor(groups, page));
  }

  @Override
  public Page<AccessCase> answeredBy(PrincipalId reviewer, PageRequest page) {
    return wire.call("store.answeredBy", () -> store.answeredBy(reviewer, page));
  }

  @Override
  public Page<AccessCase> inState(CaseState state, PageRequest page) {
    return wire.call("store.inState", () -> store.inState(state, page));
  }

  @Override
  public Optional<RequestId> overdueAfterReview(PrincipalId requester, Instant now) {
    return wire.call("store.overdueAfterReview", () -> store.overdueAfterReview(requester, now));
  }

  @Override
  public List<RequestId> due(Instant now, int limit) {
    return wire.call("store.due", () -> store.due(now, limit));
  }

  @Override
  public List<AccessCase> endedDue(Instant from, Instant until) {
    return wire.call("store.endedDue", () -> store.endedDue(from, until));
  }

  @Override
  public void defer(RequestId id, long version, Instant until) {
    wire.run("store.defer", () -> store.defer(id, version, until));
  }

  @Override
  public void putAside(RequestId id, Instant now, Instant until) {
    wire.run("store.putAside", () -> store.putAside(id, now, until));
  }
}
