package dev.tidegate.functions.activity;

import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Optional;

/// Reads what is there of a JSON object that AWS wrote: what is missing, null or of another kind is
/// nothing; no text is longer than [ActivityRecord#LONGEST], and each is well-formed, so that it
/// can go into the record.
record CloudTrailJson(Json json) {
  private static final CloudTrailJson EMPTY = new CloudTrailJson(Json.object().build());

  CloudTrailJson child(String name) {
    return json.entries().get(name) instanceof Json.Obj child ? new CloudTrailJson(child) : EMPTY;
  }

  Optional<String> text(String name) {
    return whole(name).map(CloudTrailJson::bounded);
  }

  String textOr(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /// Returns a text, however long.
  Optional<String> whole(String name) {
    return json.string(name).filter(text -> !text.isEmpty());
  }

  List<CloudTrailJson> children(String name) {
    return json.list(name).stream()
        .limit(ActivityRecord.MOST_RESOURCES)
        .filter(Json.Obj.class::isInstance)
        .map(CloudTrailJson::new)
        .toList();
  }

  private static String bounded(String text) {
    return Utf8.wellFormed(Utf8.beginning(text, ActivityRecord.LONGEST));
  }
}
