package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.broker.AccessCase;
import dev.tidegate.core.broker.Cursor;
import dev.tidegate.core.broker.Page;
import dev.tidegate.core.broker.PageRequest;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.request.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The list of what waits for one of several groups: group after group in their order, each case
/// under the first of them that it waits for.
///
/// The index says which cases to look at; whether they still wait is read from the cases
/// themselves. A page costs at most [#MOST_QUERIES] queries, so it may be short, or empty, and
/// still have a next one.
final class WaitingList {
  private static final String KIND = "waiting";

  static final int MOST_QUERIES = 25;

  private final IndexQuery owners;
  private final CaseBatch cases;

  WaitingList(DynamoDbClient dynamo, String table, IndexQuery owners) {
    this.owners = owners;
    this.cases = new CaseBatch(dynamo, table);
  }

  /// Where to go on: at a group, behind a place in its list.
  private record Position(Group group, Optional<IndexQuery.Place> behind) {}

  Page<AccessCase> page(SortedSet<Group> groups, PageRequest page) {
    List<AccessCase> items = new ArrayList<>();
    Optional<Position> at = page.from().map(WaitingList::read).or(() -> first(groups));
    for (int queries = 0; queries < MOST_QUERIES && items.size() < page.limit(); queries++) {
      if (at.isEmpty()) {
        break;
      }
      Position position = at.get();
      if (!groups.contains(position.group())) {
        at = after(groups, position.group());
        continue;
      }
      IndexQuery.Slice slice =
          owners.newestFirst(
              Keys.owner(position.group()), position.behind(), page.limit() - items.size());
      items.addAll(stillWaiting(slice, position.group(), groups));
      at =
          slice
              .next()
              .map(place -> new Position(position.group(), Optional.of(place)))
              .or(() -> after(groups, position.group()));
    }
    return new Page<>(items, at.map(WaitingList::write));
  }

  private List<AccessCase> stillWaiting(
      IndexQuery.Slice slice, Group group, SortedSet<Group> viewers) {
    List<RequestId> ids = slice.items().stream().map(WaitingList::id).toList();
    return cases.load(ids).stream()
        .filter(
            found ->
                found.waitsFor().stream()
                    .filter(viewers::contains)
                    .findFirst()
                    .filter(group::equals)
                    .isPresent())
        .toList();
  }

  private static RequestId id(Map<String, AttributeValue> item) {
    return new RequestId(Item.of(item).text(Keys.PK));
  }

  private static Optional<Position> first(SortedSet<Group> groups) {
    return groups.stream().findFirst().map(group -> new Position(group, Optional.empty()));
  }

  private static Optional<Position> after(SortedSet<Group> groups, Group group) {
    return groups.stream()
        .filter(other -> other.compareTo(group) > 0)
        .findFirst()
        .map(next -> new Position(next, Optional.empty()));
  }

  private static Cursor write(Position at) {
    return at.behind()
        .map(place -> Cursors.write(KIND, at.group().name(), place.id(), place.sort()))
        .orElseGet(() -> Cursors.write(KIND, at.group().name(), "", ""));
  }

  private static Position read(Cursor cursor) {
    List<String> parts = Cursors.read(KIND, 3, cursor);
    Group group = new Group(parts.get(0));
    if (parts.get(1).isEmpty()) {
      return new Position(group, Optional.empty());
    }
    Cursors.checkPlace(parts.get(1), parts.get(2));
    return new Position(
        group,
        Optional.of(new IndexQuery.Place(parts.get(1), Keys.WAIT + group.name(), parts.get(2))));
  }
}
