package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.broker.AccessCase;
import dev.tidegate.core.broker.Cursor;
import dev.tidegate.core.broker.Page;
import dev.tidegate.core.broker.PageRequest;
import dev.tidegate.core.broker.State;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The lists of cases: one Query of an index a page. What is listed may lag behind by moments; no
/// decision rests on it.
final class CaseLists {
  private static final String MINE = "mine";
  private static final String IN_STATE = "state";

  private final IndexQuery owners;
  private final IndexQuery states;
  private final WaitingList waiting;

  CaseLists(DynamoDbClient dynamo, String table) {
    this.owners = new IndexQuery(dynamo, table, Keys.BY_OWNER, Keys.OWNER, Keys.OWNER_SORT);
    this.states = new IndexQuery(dynamo, table, Keys.BY_STATE, Keys.STATE, Keys.STATE_SORT);
    this.waiting = new WaitingList(dynamo, table, owners);
  }

  Page<AccessCase> submittedBy(PrincipalId requester, PageRequest page) {
    return page(owners, MINE, Keys.owner(requester), page);
  }

  Page<AccessCase> inState(State state, PageRequest page) {
    return page(states, IN_STATE, Keys.state(state), page);
  }

  Page<AccessCase> waitingFor(SortedSet<Group> groups, PageRequest page) {
    return waiting.page(groups, page);
  }

  private static Page<AccessCase> page(
      IndexQuery index, String kind, String partition, PageRequest page) {
    Optional<IndexQuery.Place> from = page.from().map(cursor -> place(kind, cursor));
    IndexQuery.Slice slice = index.newestFirst(partition, from, page.limit());
    List<AccessCase> cases = slice.items().stream().map(CaseLists::read).toList();
    return new Page<>(cases, slice.next().map(next -> Cursors.write(kind, next.id(), next.sort())));
  }

  private static AccessCase read(Map<String, AttributeValue> item) {
    return CaseItems.read(item);
  }

  private static IndexQuery.Place place(String kind, Cursor cursor) {
    List<String> parts = Cursors.read(kind, 2, cursor);
    Cursors.checkPlace(parts.get(0), parts.get(1));
    return new IndexQuery.Place(parts.get(0), Keys.CASE, parts.get(1));
  }
}
