package dev.tidegate.functions.activity;

import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.digest.Utf8;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what is there of a JSON object that AWS wrote: what is missing, null or of another kind is
/// nothing; no text is longer than [ActivityRecord#LONGEST], and each is well-formed, so that it
/// can go into the record.
record CloudTrailJson(Map<?, ?> fields) {
  private static final CloudTrailJson EMPTY = new CloudTrailJson(Map.of());

  CloudTrailJson child(String name) {
    return fields.get(name) instanceof Map<?, ?> map ? new CloudTrailJson(map) : EMPTY;
  }

  Optional<String> text(String name) {
    return fields.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(bounded(text))
        : Optional.empty();
  }

  String textOr(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /// Returns a text, however long.
  Optional<String> whole(String name) {
    return fields.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  List<CloudTrailJson> children(String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream()
            .limit(ActivityRecord.MOST_RESOURCES)
            .filter(one -> one instanceof Map<?, ?>)
            .map(one -> new CloudTrailJson((Map<?, ?>) one))
            .toList()
        : List.of();
  }

  private static String bounded(String text) {
    return Utf8.wellFormed(Utf8.beginning(text, ActivityRecord.LONGEST));
  }
}
