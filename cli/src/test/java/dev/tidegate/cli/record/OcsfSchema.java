package dev.tidegate.cli.record;

import dev.tidegate.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The part of OCSF that the export uses, as `ocsf-1.3.0.txt` has it; and what in an event is not
/// as it says.
final class OcsfSchema {
  private record Attribute(String type, boolean required, Map<Long, String> values) {
    boolean isList() {
      return type.endsWith("[]");
    }

    String single() {
      return isList() ? type.substring(0, type.length() - 2) : type;
    }
  }

  private record Constraint(boolean exactly, List<String> names) {}

  private record Type(
      List<String> title, Map<String, Attribute> attributes, List<Constraint> constraints) {}

  private final Map<String, Type> types = new LinkedHashMap<>();

  OcsfSchema() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OcsfSchema.class.getResourceAsStream("/ocsf-1.3.0.txt"))) {
      Type open = new Type(List.of(), Map.of(), List.of());
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("class ") || line.startsWith("object ")) {
          List<String> title = List.of(line.substring(line.indexOf(' ') + 1).split("\\|"));
          open = new Type(title, new LinkedHashMap<>(), new ArrayList<>());
          types.put(title.getFirst(), open);
        } else if (line.startsWith("  ! ")) {
          List<String> words = List.of(line.substring(4).split(" "));
          open.constraints()
              .add(
                  new Constraint(
                      words.getFirst().equals("just_one"), words.subList(1, words.size())));
        } else if (line.startsWith("  ")) {
          String[] words = line.strip().split(" ", 4);
          open.attributes()
              .put(
                  words[0],
                  new Attribute(
                      words[1],
                      words[2].equals("required"),
                      words.length == 4 ? values(words[3]) : Map.of()));
        }
      }
    }
  }

  private static Map<Long, String> values(String text) {
    Map<Long, String> values = new LinkedHashMap<>();
    Arrays.stream(text.split("\\|"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> values.put(Long.parseLong(pair[0]), pair[1]));
    return values;
  }

  /// Returns everything in an event that the schema does not allow.
  List<String> objections(Json event) {
    List<String> found = new ArrayList<>();
    Optional<Type> kind = event.text("class_uid").map(types::get);
    if (kind.isEmpty()) {
      return List.of("class_uid");
    }
    check("", event, kind.get(), found);
    List<String> title = kind.get().title();
    same(event, "class_name", title.get(1), found);
    same(event, "category_uid", title.get(2), found);
    same(event, "category_name", title.get(3), found);
    long activity = event.number("activity_id").orElse(-1L);
    same(
        event, "type_uid", Long.toString(Long.parseLong(title.getFirst()) * 100 + activity), found);
    String caption = caption(kind.get(), "activity_id", activity);
    boolean other = activity == 99;
    if (event.text("activity_name").orElse("").equals(caption) == other) {
      found.add("activity_name: " + event.text("activity_name") + " for " + caption);
    }
    same(
        event,
        "status",
        caption(kind.get(), "status_id", event.number("status_id").orElse(0L)),
        found);
    return found;
  }

  private static String caption(Type type, String name, long value) {
    return Objects.requireNonNull(type.attributes().get(name)).values().getOrDefault(value, "?");
  }

  private static void same(Json event, String name, String expected, List<String> found) {
    if (!event.text(name).equals(Optional.of(expected))) {
      found.add(name + ": " + event.text(name).orElse("nothing") + " is not " + expected);
    }
  }

  private void check(String path, Json value, Type type, List<String> found) {
    Map<String, Json> fields = value.entries();
    type.attributes()
        .forEach(
            (name, attribute) -> {
              if (attribute.required() && !fields.containsKey(name)) {
                found.add(path + name + " is missing");
              }
            });
    fields.forEach(
        (name, field) ->
            Optional.ofNullable(type.attributes().get(name))
                .ifPresentOrElse(
                    attribute -> check(path + name, field, attribute, found),
                    () -> found.add(path + name + " is not in the schema")));
    for (Constraint constraint : type.constraints()) {
      long there = constraint.names().stream().filter(fields::containsKey).count();
      if (there == 0 || constraint.exactly() && there > 1) {
        found.add(path + " has " + there + " of " + constraint.names());
      }
    }
  }

  private void check(String path, Json value, Attribute attribute, List<String> found) {
    if (attribute.isList() && !(value instanceof Json.Arr)) {
      found.add(path + " is not a list");
    }
    for (Json one : attribute.isList() ? value.items() : List.of(value)) {
      switch (attribute.single()) {
        case "string" -> {
          if (!(one instanceof Json.Str(String text)) || text.isEmpty() || text.length() > 65535) {
            found.add(path + " is not a text");
          }
        }
        case "integer", "long" -> {
          boolean whole =
              one instanceof Json.Num && one.asText().filter(n -> n.matches("-?\\d+")).isPresent();
          if (!whole) {
            found.add(path + " is not a whole number");
          } else if (!attribute.values().isEmpty()
              && !attribute.values().containsKey(Long.parseLong(one.asText().orElseThrow()))) {
            found.add(path + " is not one of " + attribute.values().keySet());
          }
        }
        case "object" -> {
          if (!(one instanceof Json.Obj)) {
            found.add(path + " is not an object");
          }
        }
        default ->
            Optional.ofNullable(types.get(attribute.single()))
                .ifPresentOrElse(
                    type -> check(path + ".", one, type, found),
                    () -> found.add(path + " is of a type that is not in the table"));
      }
    }
  }
}
