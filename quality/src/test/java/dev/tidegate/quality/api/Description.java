package dev.tidegate.quality.api;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.tidegate.adapters.lambda.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The OpenAPI document: its operations, and its schemas to validate by.
///
/// In the schemas of answers no other fields are allowed here than the ones described, so that a
/// field that nobody described is found; to clients they stay open.
final class Description {
  private static final String BASE = "https://tidegate.dev/openapi.json";
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private final Map<String, Object> root;
  private final SchemaRegistry registry;

  private Description(Map<String, Object> root) {
    this.root = root;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            builder -> builder.schemas(Map.of(BASE, Trees.write(closed(root)))));
  }

  @SuppressWarnings("unchecked")
  static Description read(Path file) {
    try {
      String text = Files.readString(file);
      return new Description(
          (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the operations by their route keys, such as `GET /v1/requests`.
  Map<String, Operation> operations() {
    Map<String, Operation> found = new LinkedHashMap<>();
    for (String path : map(root, "paths").keySet()) {
      for (String method : METHODS) {
        if (map(map(root, "paths"), path).containsKey(method)) {
          Operation operation = new Operation(this, path, method);
          found.put(operation.route(), operation);
        }
      }
    }
    return found;
  }

  /// Returns the codes that a problem may have.
  List<Object> codes() {
    return list(
        map(map(map(map(map(root, "components"), "schemas"), "Problem"), "properties"), "code"),
        "enum");
  }

  /// Returns what is at a JSON pointer, and where that really is when it is a reference.
  Place at(String pointer) {
    Object at = root;
    for (String step : pointer.substring(1).split("/", -1)) {
      at = child(at, step.replace("~1", "/").replace("~0", "~"));
    }
    if (at instanceof Map<?, ?> map && map.get("$ref") instanceof String ref && map.size() == 1) {
      return at(ref.substring(1));
    }
    return new Place(pointer, at);
  }

  /// A part of the document.
  record Place(String pointer, Object value) {
    Optional<Object> get(String key) {
      return value instanceof Map<?, ?> map ? Optional.ofNullable(map.get(key)) : Optional.empty();
    }

    String below(String... steps) {
      StringBuilder out = new StringBuilder(pointer);
      for (String step : steps) {
        out.append('/').append(step.replace("~", "~0").replace("/", "~1"));
      }
      return out.toString();
    }
  }

  /// Returns how `tree` breaks the schema at a pointer.
  List<String> errors(String pointer, Object tree) {
    Schema schema = registry.getSchema(SchemaLocation.of(BASE + "#" + at(pointer).pointer()));
    return schema.validate(Trees.write(tree), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  /// Returns every `example` of the document with the schema beside it.
  Map<String, Object> examples() {
    Map<String, Object> found = new LinkedHashMap<>();
    collect("", root, found);
    return found;
  }

  private static void collect(String pointer, Object at, Map<String, Object> found) {
    switch (at) {
      case Map<?, ?> map -> {
        if (map.containsKey("schema") && map.get("example") instanceof Object example) {
          found.put(pointer + "/schema", example);
        }
        map.forEach(
            (key, value) ->
                collect(
                    pointer + "/" + key.toString().replace("~", "~0").replace("/", "~1"),
                    value,
                    found));
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          collect(pointer + "/" + i, list.get(i), found);
        }
      }
      default -> {}
    }
  }

  private static Object closed(Object at) {
    return switch (at) {
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key.toString(), closed(value)));
        if ("object".equals(copy.get("type"))) {
          copy.putIfAbsent("additionalProperties", false);
        }
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(closed(item)));
        yield copy;
      }
      default -> at;
    };
  }

  private static Object child(Object at, String step) {
    Object child =
        switch (at) {
          case Map<?, ?> map -> map.get(step);
          case List<?> list -> list.get(Integer.parseInt(step));
          default -> Optional.empty();
        };
    return Optional.ofNullable(child)
        .orElseThrow(() -> new AssertionError("the document has no " + step));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Map<String, Object> of, String key) {
    return (Map<String, Object>) of.getOrDefault(key, Map.of());
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Map<String, Object> of, String key) {
    return (List<Object>) of.getOrDefault(key, List.of());
  }
}
