package dev.tidegate.functions.activity;

import dev.tidegate.core.audit.activity.ActivityRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what is there of a JSON object that AWS wrote: what is missing, null or of another kind is
/// nothing, and no text is longer than [ActivityRecord#LONGEST].
record Tree(Map<?, ?> fields) {
  private static final Tree EMPTY = new Tree(Map.of());

  Tree child(String name) {
    return fields.get(name) instanceof Map<?, ?> map ? new Tree(map) : EMPTY;
  }

  Optional<String> text(String name) {
    return fields.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(bounded(text))
        : Optional.empty();
  }

  String textOr(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /// Says whether a text, however long, holds `phrase`.
  boolean mentions(String name, String phrase) {
    return fields.get(name) instanceof String text && text.contains(phrase);
  }

  List<Tree> children(String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream()
            .limit(ActivityRecord.MOST_RESOURCES)
            .filter(one -> one instanceof Map<?, ?>)
            .map(one -> new Tree((Map<?, ?>) one))
            .toList()
        : List.of();
  }

  private static String bounded(String text) {
    return text.length() <= ActivityRecord.LONGEST
        ? text
        : text.substring(0, ActivityRecord.LONGEST);
  }
}
