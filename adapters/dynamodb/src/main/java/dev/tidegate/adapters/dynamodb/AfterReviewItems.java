package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.principal.Group;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes the after-review within a case item. While the review is outstanding, an item
/// of its own lists the case, by deadline, among those for which its requester owes one.
final class AfterReviewItems {
  private AfterReviewItems() {}

  static Map<String, AttributeValue> write(AfterReview review) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("groups", AttributeValues.texts(review.groups().stream().map(Group::name).toList()));
    map.put("deadline", AttributeValues.instant(review.deadline()));
    switch (review) {
      case AfterReview.Awaited awaited ->
          map.put("overdue", AttributeValues.flag(awaited.overdue()));
      case AfterReview.Given given -> {
        map.put("by", AttributeValues.map(PrincipalItems.write(given.by())));
        map.put("finding", AttributeValues.text(given.finding().word()));
        map.put("at", AttributeValues.instant(given.at()));
        given.comment().ifPresent(comment -> map.put("comment", AttributeValues.text(comment)));
      }
    }
    return map;
  }

  static AfterReview read(Item map) {
    SortedSet<Group> groups =
        map.texts("groups").stream().map(Group::new).collect(Collectors.toCollection(TreeSet::new));
    if (!map.attributes().containsKey("finding")) {
      return new AfterReview.Awaited(groups, map.instant("deadline"), map.flag("overdue"));
    }
    return new AfterReview.Given(
        groups,
        map.instant("deadline"),
        PrincipalItems.person(map.map("by")),
        map.word("finding", ReviewFinding::of),
        map.maybeText("comment"),
        map.instant("at"));
  }

  static Map<String, AttributeValue> key(AccessCase of) {
    return Keys.of(of.id().text(), Keys.AFTER);
  }

  static Map<String, AttributeValue> owed(AccessCase of, AfterReview.Awaited review) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(key(of));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put(
        Keys.OWNER, AttributeValues.text(Keys.owing(of.request().submission().requester().id())));
    item.put(Keys.OWNER_SORT, AttributeValues.text(Keys.submitted(review.deadline(), of.id())));
    return item;
  }
}
