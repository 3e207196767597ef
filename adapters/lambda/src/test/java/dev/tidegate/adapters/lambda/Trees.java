package dev.tidegate.adapters.lambda;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as maps, lists, texts, [Long]s, [BigDecimal]s and truth values, which assertions are easily
/// made on.
public final class Trees {
  private Trees() {}

  /// Reads a JSON object.
  public static Map<String, Object> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads a JSON object.
  public static Map<String, Object> read(byte[] utf8) {
    return map(JsonReader.BODY.object(utf8));
  }

  /// Writes a tree.
  public static String write(Object tree) {
    return JsonWriter.compact(json(tree));
  }

  /// Returns an object as a map.
  public static Map<String, Object> map(Json object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.entries().forEach((name, value) -> map.put(name, plain(value)));
    return map;
  }

  /// Returns a tree as JSON.
  public static Json json(@Nullable Object tree) {
    return switch (tree) {
      case null -> new Json.Nil();
      case Json json -> json;
      case Map<?, ?> map -> {
        Json.Builder object = Json.object();
        map.forEach((name, value) -> object.put(String.valueOf(name), json(value)));
        yield object.build();
      }
      case List<?> list -> new Json.Arr(list.stream().map(Trees::json).toList());
      case Number number -> new Json.Num(number.toString());
      case Boolean truth -> new Json.Bool(truth);
      default -> new Json.Str(tree.toString());
    };
  }

  private static @Nullable Object plain(Json json) {
    return switch (json) {
      case Json.Obj object -> map(object);
      case Json.Arr(List<Json> items) -> {
        List<@Nullable Object> list = new ArrayList<>();
        items.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case Json.Str(String text) -> text;
      case Json.Num number -> number(number.exact());
      case Json.Bool(boolean truth) -> truth;
      case Json.Nil _ -> null;
    };
  }

  private static Object number(BigDecimal exact) {
    return exact.scale() == 0 && exact.precision() < 19 ? (Object) exact.longValueExact() : exact;
  }
}
