package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.ChainHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Turns a [CaseChange] into the items of one transaction: the case first, then its events,
/// session, list entries and watch item.
final class CaseWriter {
  /// The most items of one transaction [AWS: DynamoDB, TransactWriteItems].
  private static final int MOST_ITEMS = 100;

  private final String table;
  private final WatchItems watches;
  private final LedgerItems ledger;
  private final RefusalLog refusals;

  CaseWriter(String table, WatchItems watches, LedgerItems ledger, RefusalLog refusals) {
    this.table = table;
    this.watches = watches;
    this.ledger = ledger;
    this.refusals = refusals;
  }

  List<TransactWriteItem> items(CaseChange change) {
    RequestId id = change.after().id();
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(replaceCase(change));
    ChainHead head = change.before().map(AccessCase::head).orElse(ChainHead.START);
    items.addAll(ledger.add(id.text(), head, change.events()));
    change
        .session()
        .ifPresent(record -> items.add(Transactions.adding(table, SessionItems.write(id, record))));
    items.addAll(waits(change));
    items.addAll(owed(change));
    items.addAll(answers(change));
    watches.write(change).ifPresent(items::add);
    change.refusal().map(refusals::counting).ifPresent(items::add);
    if (items.size() > MOST_ITEMS) {
      throw new Fault(
          Fault.Kind.BROKEN,
          id
              + ": "
              + items.size()
              + " items in one change, "
              + MOST_ITEMS
              + " are the most;"
              + " fewer approver groups are needed");
    }
    return items;
  }

  private TransactWriteItem replaceCase(CaseChange change) {
    AccessCase after = change.after();
    Optional<Instant> due = after.dueAt().map(at -> at.isBefore(change.at()) ? change.at() : at);
    Put.Builder put = Put.builder().tableName(table).item(CaseItems.write(after, due));
    change
        .before()
        .ifPresentOrElse(
            before ->
                put.conditionExpression("version = :before")
                    .expressionAttributeValues(
                        Map.of(":before", AttributeValues.number(before.version()))),
            () -> put.conditionExpression("attribute_not_exists(pk)"));
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private List<TransactWriteItem> waits(CaseChange change) {
    SortedSet<Group> before = change.before().map(AccessCase::waitsFor).orElseGet(TreeSet::new);
    SortedSet<Group> after = change.after().waitsFor();
    List<TransactWriteItem> items = new ArrayList<>();
    after.stream()
        .filter(group -> !before.contains(group))
        .map(group -> Put.builder().tableName(table).item(wait(change.after(), group)).build())
        .forEach(put -> items.add(TransactWriteItem.builder().put(put).build()));
    before.stream()
        .filter(group -> !after.contains(group))
        .map(group -> Delete.builder().tableName(table).key(key(change.after(), group)).build())
        .forEach(delete -> items.add(TransactWriteItem.builder().delete(delete).build()));
    return items;
  }

  /// Returns the writes that add the requester's outstanding after-review to its list, or remove it
  /// once the review is given.
  private List<TransactWriteItem> owed(CaseChange change) {
    Optional<AfterReview.Awaited> before = change.before().flatMap(AccessCase::awaitedAfterReview);
    Optional<AfterReview.Awaited> after = change.after().awaitedAfterReview();
    if (before.isPresent() == after.isPresent()) {
      return List.of();
    }
    TransactWriteItem.Builder item = TransactWriteItem.builder();
    after.ifPresentOrElse(
        awaited ->
            item.put(
                Put.builder()
                    .tableName(table)
                    .item(AfterReviewItems.owed(change.after(), awaited))
                    .build()),
        () ->
            item.delete(
                Delete.builder()
                    .tableName(table)
                    .key(AfterReviewItems.key(change.after()))
                    .build()));
    return List.of(item.build());
  }

  /// Returns the writes that add the case to the list of a reviewer's answers, with their first
  /// answer.
  private List<TransactWriteItem> answers(CaseChange change) {
    Set<PrincipalId> before = change.before().map(AccessCase::answeredBy).orElseGet(Set::of);
    return change.after().answeredBy().stream()
        .filter(person -> !before.contains(person))
        .map(person -> Put.builder().tableName(table).item(answer(change.after(), person)).build())
        .map(put -> TransactWriteItem.builder().put(put).build())
        .toList();
  }

  private static Map<String, AttributeValue> answer(AccessCase of, PrincipalId reviewer) {
    return entry(of, Keys.of(of.id().text(), Keys.answer(reviewer)), Keys.answering(reviewer));
  }

  private static Map<String, AttributeValue> key(AccessCase of, Group group) {
    return Keys.of(of.id().text(), Keys.WAIT + group.name());
  }

  private static Map<String, AttributeValue> wait(AccessCase of, Group group) {
    return entry(of, key(of, group), Keys.owner(group));
  }

  /// Returns an entry in somebody's list, by time of submission.
  private static Map<String, AttributeValue> entry(
      AccessCase of, Map<String, AttributeValue> key, String owner) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(key);
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put(Keys.OWNER, AttributeValues.text(owner));
    item.put(
        Keys.OWNER_SORT,
        AttributeValues.text(Keys.submitted(of.request().submission().at(), of.id())));
    return item;
  }
}
