package dev.tidegate.functions.activity;

import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Optional;

/// Reads a JSON object from AWS leniently: a field that is missing, null or of another type is
/// empty. Texts are truncated to [ActivityRecord#LONGEST] and made well-formed, so that they can go
/// into the record.
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

  /// Returns a text of any length.
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
