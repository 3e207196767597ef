package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SessionRecord;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Writes the item that records an issued session. It has no attribute for credentials.
final class SessionItems {
  private SessionItems() {}

  static Map<String, AttributeValue> write(RequestId id, SessionRecord record) {
    Map<String, AttributeValue> item =
        new LinkedHashMap<>(Keys.of(id.text(), Keys.session(record.number())));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    item.put("number", AttributeValues.number(record.number()));
    item.put("kind", AttributeValues.text(word(record.form())));
    item.put("at", AttributeValues.instant(record.at()));
    item.put("until", AttributeValues.instant(record.until()));
    return item;
  }

  static SessionRecord read(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    return new SessionRecord(
        item.count("number"),
        item.word("kind", SessionItems::form),
        item.instant("at"),
        item.instant("until"));
  }

  private static String word(SessionRecord.Form form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<SessionRecord.Form> form(String word) {
    return Stream.of(SessionRecord.Form.values())
        .filter(form -> word(form).equals(word))
        .findFirst();
  }
}
