package dev.tidegate.cli.record;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Changes one place of one line, as JSON sees it.
final class JsonMutations {
  private static final List<String> NAMES =
      List.of(
          "note", "at", "", "events", "checkpoints", "unreadable", "event", "label", "__proto__");

  private static final List<Json> VALUES =
      List.of(
          new Json.Nil(),
          new Json.Bool(true),
          new Json.Num("0"),
          new Json.Num("1"),
          new Json.Str(""),
          new Json.Str("1"),
          new Json.Arr(List.of()),
          new Json.Obj(Map.of()));

  private final Random random;
  private int countdown;

  JsonMutations(Random random) {
    this.random = random;
  }

  /// Returns a line with one value, name or text changed. The result need not be JSON.
  String change(String line) {
    Json json = JsonReader.ANSWER.tree(line).orElse(new Json.Nil());
    if (random.nextInt(4) == 0) {
      return spelled(line);
    }
    countdown = random.nextInt(Math.max(1, count(json)));
    return JsonWriter.compact(at(json));
  }

  private static int count(Json json) {
    return 1
        + json.items().stream().mapToInt(JsonMutations::count).sum()
        + json.entries().values().stream().mapToInt(JsonMutations::count).sum();
  }

  private Json at(Json json) {
    if (countdown-- == 0) {
      return changed(json);
    }
    if (json instanceof Json.Obj(Map<String, Json> fields)) {
      Map<String, Json> copy = new LinkedHashMap<>();
      fields.forEach((name, value) -> copy.put(name, at(value)));
      return new Json.Obj(copy);
    }
    return json instanceof Json.Arr(List<Json> items)
        ? new Json.Arr(items.stream().map(this::at).toList())
        : json;
  }

  private Json changed(Json json) {
    if (random.nextInt(6) == 0) {
      return VALUES.get(random.nextInt(VALUES.size()));
    }
    if (json instanceof Json.Obj(Map<String, Json> fields)) {
      return object(new LinkedHashMap<>(fields));
    }
    if (json instanceof Json.Arr(List<Json> items)) {
      return array(new ArrayList<>(items));
    }
    if (json instanceof Json.Num(String digits)) {
      return number(digits);
    }
    return json instanceof Json.Str(String text) ? new Json.Str(text(text)) : json;
  }

  private Json object(Map<String, Json> fields) {
    List<String> names = new ArrayList<>(fields.keySet());
    String one = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> fields.remove(one);
      case 1 ->
          fields.put(
              NAMES.get(random.nextInt(NAMES.size())), VALUES.get(random.nextInt(VALUES.size())));
      case 2 -> {
        Json value = fields.getOrDefault(one, new Json.Nil());
        fields.remove(one);
        fields.put(text(one), value);
      }
      default -> fields.put(one, new Json.Arr(List.of(fields.getOrDefault(one, new Json.Nil()))));
    }
    return new Json.Obj(fields);
  }

  private Json array(List<Json> items) {
    int at = items.isEmpty() ? 0 : random.nextInt(items.size());
    switch (random.nextInt(3)) {
      case 0 -> items.add(at, VALUES.get(random.nextInt(VALUES.size())));
      case 1 -> {
        if (!items.isEmpty()) {
          items.remove(at);
        }
      }
      default -> {
        if (!items.isEmpty()) {
          items.add(items.get(at));
        }
      }
    }
    return new Json.Arr(items);
  }

  private Json number(String digits) {
    return switch (random.nextInt(8)) {
      case 0 -> new Json.Num(digits + ".0");
      case 1 -> new Json.Num(digits + "e0");
      case 2 -> new Json.Num("-" + digits);
      case 3 -> new Json.Str(digits);
      case 4 -> new Json.Num("1" + "0".repeat(random.nextInt(1_200)));
      case 5 -> new Json.Num(Long.toString(whole(digits) + 1));
      case 6 -> new Json.Num(Long.toString(Math.max(0, whole(digits) - 1)));
      default -> new Json.Num("0" + digits);
    };
  }

  /// A number that was changed before need not be a whole one.
  private static long whole(String digits) {
    return digits.matches("\\d{1,9}") ? Long.parseLong(digits) : 0;
  }

  private String text(String text) {
    int at = text.isEmpty() ? 0 : random.nextInt(text.length());
    StringBuilder changed = new StringBuilder(text);
    switch (random.nextInt(10)) {
      case 0 -> changed.insert(at, (char) random.nextInt(0x10000));
      case 1 -> changed.insert(at, Character.toChars(0x10000 + random.nextInt(0x1000)));
      case 2 -> {
        int question = text.indexOf('?', at);
        int where = question < 0 ? at : question;
        changed.replace(where, Math.min(text.length(), where + 1), half());
      }
      case 3 -> changed.insert(at, half());
      case 4 -> changed.delete(at, Math.min(text.length(), at + 1));
      case 5 -> changed.append(random.nextBoolean() ? "\n" : "\0");
      case 6 -> changed.reverse();
      case 7 -> {
        return text.toUpperCase(Locale.ROOT);
      }
      case 8 -> {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
      }
      default -> changed.replace(at, Math.min(text.length(), at + 1), "?");
    }
    return changed.toString();
  }

  private String half() {
    return Character.toString((char) (0xd800 + random.nextInt(0x800)));
  }

  /// Changes how the line is spelled: some of these say the same, and some are no JSON.
  private String spelled(String line) {
    int at = line.isEmpty() ? 0 : random.nextInt(line.length());
    return switch (random.nextInt(7)) {
      case 0 -> line.replaceFirst("\":\"", "\": \"");
      case 1 -> line + " \t\r";
      case 2 -> line.replace("?", "\\ud83d");
      case 3 -> line.replaceFirst("([a-z])(\"[,}])", "\\\\u00" + (61 + random.nextInt(9)) + "$2");
      case 4 -> line.replaceFirst("(\"[a-z]+\":(?:\"[^\"]*\"|\\d+))([,}])", "$1,$1$2");
      case 5 -> line + line;
      default -> line.substring(0, at) + "[".repeat(1 + random.nextInt(1_500)) + line.substring(at);
    };
  }
}
