package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.SingleCaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Stores cases in DynamoDB: one partition for each case, one watch item for each grant, and a copy
/// of every audit event in the ledger.
///
/// An operation costs one consistent GetItem and one TransactWriteItems; showing a case takes one
/// Query for each part of its events. A write that conflicts with others is retried briefly and
/// then reported as lost, so that the caller reads the case and decides again. The client must have
/// timeouts and bounded retries. Tables and indexes: docs/designs/0001-shape.md; the ledger:
/// docs/designs/0005-the-record.md.
public final class DynamoCaseStore implements CaseStore {
  private final SingleCaseStore cases;
  private final CaseHistoryReader history;
  private final CaseLists lists;
  private final DueIndex dues;
  private final OwedReviews owed;

  /// Creates a store over existing tables.
  public DynamoCaseStore(
      DynamoDbClient dynamo, String tableName, String watchTableName, String ledgerTableName) {
    this.cases =
        new DynamoSingleCaseStore(
            dynamo, tableName, ledgerTableName, new WatchItems(watchTableName));
    this.history = new CaseHistoryReader(dynamo, tableName);
    this.lists = new CaseLists(dynamo, tableName);
    this.dues = new DueIndex(dynamo, tableName);
    this.owed = new OwedReviews(dynamo, tableName);
  }

  @Override
  public Optional<AccessCase> load(RequestId id) {
    return cases.load(id);
  }

  @Override
  public Optional<CaseHistory> history(RequestId id) {
    return history.of(id);
  }

  @Override
  public Optional<CaseEvents> events(RequestId id, int after) {
    return load(id).map(current -> new CaseEvents(current, history.events(current, after)));
  }

  @Override
  public boolean commit(CaseChange change) {
    return cases.commit(change);
  }

  @Override
  public boolean countRefusal(Refusal refusal) {
    return cases.countRefusal(refusal);
  }

  @Override
  public void recordRefusal(Refusal refusal) {
    cases.recordRefusal(refusal);
  }

  @Override
  public Page<AccessCase> submittedBy(PrincipalId requester, PageRequest page) {
    return lists.submittedBy(requester, page);
  }

  @Override
  public Page<AccessCase> waitingFor(SortedSet<Group> groups, PageRequest page) {
    return lists.waitingFor(groups, page);
  }

  @Override
  public Page<AccessCase> answeredBy(PrincipalId reviewer, PageRequest page) {
    return lists.answeredBy(reviewer, page);
  }

  @Override
  public Page<AccessCase> inState(CaseState state, PageRequest page) {
    return lists.inState(state, page);
  }

  @Override
  public Optional<RequestId> overdueAfterReview(PrincipalId requester, Instant now) {
    return owed.overdue(requester, now);
  }

  @Override
  public List<RequestId> due(Instant now, int limit) {
    return dues.due(now, limit);
  }

  @Override
  public List<AccessCase> endedDue(Instant from, Instant until) {
    return dues.ended(from, until).stream().map(this::readable).flatMap(Optional::stream).toList();
  }

  private Optional<AccessCase> readable(RequestId id) {
    try {
      return load(id);
    } catch (Fault unreadable) {
      if (unreadable.kind() == Fault.Kind.BROKEN) {
        return Optional.empty();
      }
      throw unreadable;
    }
  }

  @Override
  public void defer(RequestId id, long version, Instant until) {
    dues.defer(id, version, until);
  }

  @Override
  public void putAside(RequestId id, Instant now, Instant until) {
    dues.putAside(id, now, until);
  }
}
