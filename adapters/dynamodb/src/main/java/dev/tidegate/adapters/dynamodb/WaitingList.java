package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the list of cases that wait for any of several groups, newest first over all of them, each
/// case once.
///
/// The index provides candidates; whether they still wait is read from the cases themselves. A page
/// costs a Query for each group and a BatchGetItem. When much of the index is out of date, this is
/// repeated a few times, and the page may then be short and still have a next one.
final class WaitingList {
  private static final String KIND = "waiting";

  private static final int MOST_PARTS = 4;

  private final IndexQuery owners;
  private final CaseBatch cases;

  WaitingList(DynamoDbClient dynamo, String table, IndexQuery owners) {
    this.owners = owners;
    this.cases = new CaseBatch(dynamo, table);
  }

  Page<AccessCase> page(SortedSet<Group> groups, PageRequest page) {
    List<String> partitions = groups.stream().map(Keys::owner).toList();
    List<AccessCase> items = new ArrayList<>();
    Optional<String> at = page.from().map(cursor -> PageCursors.place(KIND, cursor));
    for (int part = 0; part < MOST_PARTS; part++) {
      IndexQuery.Slice slice = owners.newestFirst(partitions, at, page.limit() - items.size());
      items.addAll(stillWaiting(slice, groups));
      at = slice.next();
      if (at.isEmpty() || items.size() == page.limit()) {
        break;
      }
    }
    return new Page<>(items, at.map(place -> PageCursors.write(KIND, place)));
  }

  private List<AccessCase> stillWaiting(IndexQuery.Slice slice, SortedSet<Group> viewers) {
    List<RequestId> ids = slice.items().stream().map(WaitingList::id).toList();
    return cases.load(ids).stream()
        .filter(found -> found.waitsFor().stream().anyMatch(viewers::contains))
        .toList();
  }

  private static RequestId id(Map<String, AttributeValue> item) {
    return new RequestId(Item.of(item).text(Keys.PK));
  }
}
