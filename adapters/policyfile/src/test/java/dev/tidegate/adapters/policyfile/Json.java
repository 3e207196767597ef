package dev.tidegate.adapters.policyfile;

import java.util.stream.Collectors;

/// Writes a tree as JSON, for the schema.
final class Json {
  private Json() {}

  static String of(YamlNode node) {
    return switch (node) {
      case YamlNode.Items items ->
          items.items().stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
      case YamlNode.Fields fields ->
          fields.fields().entrySet().stream()
              .map(field -> quoted(field.getKey()) + ":" + of(field.getValue().value()))
              .collect(Collectors.joining(",", "{", "}"));
      case YamlNode.Broken _ -> "null";
      case YamlNode.Text text ->
          switch (text.kind()) {
            case TEXT -> quoted(text.value());
            case WHOLE, NUMBER, FLAG -> text.value();
            case NOTHING -> "null";
          };
    };
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c < 0x20 || c > 0x7E || c == '"' || c == '\\'
                    ? "\\u%04x".formatted(c)
                    : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
