package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Reads the lists of cases: for each page, one Query of an index for each partition of the list.
/// Lists may lag behind by moments; no decision depends on them.
final class CaseLists {
  private static final String MINE = "mine";
  private static final String IN_STATE = "state";
  private static final String ANSWERED = "answered";

  /// The states of cases whose request is Approved; the index has the state of their grant.
  private static final List<CaseState> APPROVED =
      List.of(
          CaseState.APPROVED,
          CaseState.SCHEDULED,
          CaseState.ACTIVE,
          CaseState.ENDING,
          CaseState.ENDED);

  private final IndexQuery owners;
  private final IndexQuery byState;
  private final WaitingList waiting;
  private final CaseBatch cases;

  CaseLists(DynamoDbClient dynamo, String table) {
    this.owners = new IndexQuery(dynamo, table, Keys.BY_OWNER, Keys.OWNER, Keys.OWNER_SORT);
    this.byState = new IndexQuery(dynamo, table, Keys.BY_STATE, Keys.STATE, Keys.STATE_SORT);
    this.waiting = new WaitingList(dynamo, table, owners);
    this.cases = new CaseBatch(dynamo, table);
  }

  Page<AccessCase> submittedBy(PrincipalId requester, PageRequest page) {
    return page(owners, MINE, List.of(Keys.owner(requester)), page);
  }

  Page<AccessCase> inState(CaseState state, PageRequest page) {
    List<CaseState> states = state == CaseState.APPROVED ? APPROVED : List.of(state);
    return page(byState, IN_STATE, states.stream().map(Keys::state).toList(), page);
  }

  Page<AccessCase> waitingFor(SortedSet<Group> groups, PageRequest page) {
    return waiting.page(groups, page);
  }

  /// Reads a page of cases that somebody answered: one Query for the entries and one BatchGetItem
  /// for the cases.
  Page<AccessCase> answeredBy(PrincipalId reviewer, PageRequest page) {
    Optional<String> from = page.from().map(cursor -> PageCursors.place(ANSWERED, cursor));
    IndexQuery.Slice slice =
        owners.newestFirst(List.of(Keys.answering(reviewer)), from, page.limit());
    List<RequestId> ids =
        slice.items().stream().map(item -> new RequestId(Item.of(item).text(Keys.PK))).toList();
    return new Page<>(cases.load(ids), slice.next().map(next -> PageCursors.write(ANSWERED, next)));
  }

  private static Page<AccessCase> page(
      IndexQuery index, String kind, List<String> partitions, PageRequest page) {
    Optional<String> from = page.from().map(cursor -> PageCursors.place(kind, cursor));
    IndexQuery.Slice slice = index.newestFirst(partitions, from, page.limit());
    List<AccessCase> cases = slice.items().stream().map(CaseItems::read).toList();
    return new Page<>(cases, slice.next().map(next -> PageCursors.write(kind, next)));
  }
}
