package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.ActivitySummary;
import dev.tidegate.core.activity.RoleSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes summaries of activity and the records of timelines.
final class ActivityItems {
  private static final long FORM = 1;

  private ActivityItems() {}

  static Map<String, AttributeValue> write(ActivitySummary summary) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("form", AttributeValues.number(FORM));
    Map<String, AttributeValue> actions = new LinkedHashMap<>();
    summary.actions().forEach((name, count) -> actions.put(name, write(count)));
    item.put("actions", AttributeValues.map(actions));
    item.put("otherActions", AttributeValues.number(summary.otherActions()));
    item.put("resources", numbers(summary.resources()));
    item.put("otherResources", AttributeValues.number(summary.otherResources()));
    summary.first().ifPresent(at -> item.put("first", AttributeValues.instant(at)));
    summary.last().ifPresent(at -> item.put("last", AttributeValues.instant(at)));
    item.put("records", AttributeValues.number(summary.records()));
    Map<String, Integer> kinds = new TreeMap<>();
    summary.kinds().forEach((kind, count) -> kinds.put(word(kind), count));
    item.put("kinds", numbers(kinds));
    item.put("issued", AttributeValues.number(summary.issued()));
    item.put("used", AttributeValues.number(summary.used()));
    item.put("refused", AttributeValues.number(summary.refused()));
    item.put("kept", AttributeValues.number(summary.kept()));
    item.put("findings", numbers(summary.findings()));
    return item;
  }

  static ActivitySummary summary(Item item) {
    known(item);
    Item counts = item.map("actions");
    SortedMap<String, ActivitySummary.ActionCount> actions = new TreeMap<>();
    counts.attributes().keySet().forEach(name -> actions.put(name, count(counts.map(name))));
    return new ActivitySummary(
        actions,
        item.count("otherActions"),
        numbers(item.map("resources")),
        item.count("otherResources"),
        item.maybeInstant("first"),
        item.maybeInstant("last"),
        item.count("records"),
        kinds(item),
        item.count("issued"),
        item.count("used"),
        item.count("refused"),
        item.count("kept"),
        numbers(item.map("findings")));
  }

  /// Reads the counts by kind. The previous version did not write them.
  private static SortedMap<ActivityRecord.Kind, Integer> kinds(Item item) {
    SortedMap<ActivityRecord.Kind, Integer> kinds = new TreeMap<>();
    item.maybeMap("kinds")
        .ifPresent(
            counts ->
                Stream.of(ActivityRecord.Kind.values())
                    .filter(kind -> counts.attributes().containsKey(word(kind)))
                    .forEach(kind -> kinds.put(kind, counts.count(word(kind)))));
    return kinds;
  }

  static Map<String, AttributeValue> write(ActivityRecord record) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("form", AttributeValues.number(FORM));
    item.put("id", AttributeValues.text(record.id()));
    item.put("account", AttributeValues.text(record.session().account()));
    item.put("role", AttributeValues.text(record.session().role()));
    item.put("session", AttributeValues.text(record.session().name()));
    item.put("kind", AttributeValues.text(word(record.kind())));
    item.put("region", AttributeValues.text(record.region()));
    item.put("at", AttributeValues.instant(record.at()));
    item.put("action", AttributeValues.text(record.action()));
    item.put("resources", AttributeValues.texts(record.resources()));
    item.put("outcome", AttributeValues.text(word(record.outcome())));
    record.errorCode().ifPresent(code -> item.put("errorCode", AttributeValues.text(code)));
    item.put("origin", AttributeValues.text(record.origin()));
    item.put("userAgent", AttributeValues.text(record.userAgent()));
    record.sourceIdentity().ifPresent(who -> item.put("sourceIdentity", AttributeValues.text(who)));
    record.grantTag().ifPresent(tag -> item.put("grantTag", AttributeValues.text(tag)));
    record.caller().ifPresent(caller -> item.put("caller", AttributeValues.text(caller)));
    return item;
  }

  static ActivityRecord record(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    known(item);
    return new ActivityRecord(
        item.text("id"),
        new RoleSession(item.text("account"), item.text("role"), item.text("session")),
        item.word("kind", word -> oneOf(ActivityRecord.Kind.values(), word)),
        item.text("region"),
        item.instant("at"),
        item.text("action"),
        List.copyOf(item.texts("resources")),
        item.word("outcome", word -> oneOf(ActivityRecord.Outcome.values(), word)),
        item.maybeText("errorCode"),
        item.text("origin"),
        item.text("userAgent"),
        item.maybeText("sourceIdentity"),
        item.maybeText("grantTag"),
        item.maybeText("caller"));
  }

  private static AttributeValue write(ActivitySummary.ActionCount count) {
    Map<String, Integer> numbers = new TreeMap<>();
    numbers.put("done", count.done());
    numbers.put("refused", count.refused());
    numbers.put("outside", count.outside());
    numbers.put("failed", count.failed());
    numbers.put("kept", count.kept());
    return numbers(numbers);
  }

  private static ActivitySummary.ActionCount count(Item map) {
    return new ActivitySummary.ActionCount(
        map.count("done"),
        map.count("refused"),
        map.count("outside"),
        map.count("failed"),
        map.count("kept"));
  }

  private static AttributeValue numbers(Map<String, Integer> numbers) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    numbers.forEach((name, number) -> map.put(name, AttributeValues.number(number)));
    return AttributeValues.map(map);
  }

  private static SortedMap<String, Integer> numbers(Item map) {
    SortedMap<String, Integer> numbers = new TreeMap<>();
    map.attributes().keySet().forEach(name -> numbers.put(name, map.count(name)));
    return numbers;
  }

  private static void known(Item item) {
    if (item.number("form") != FORM) {
      throw item.broken("form", item.number("form") + " is not one that this version reads");
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> Optional<E> oneOf(E[] values, String word) {
    return Stream.of(values).filter(value -> word(value).equals(word)).findFirst();
  }
}
