package dev.tidegate.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A CloudFormation template as maps, lists and strings. `!Ref x` becomes `${x}`, `!GetAtt x.y`
/// becomes `${x.y}`, `!Sub s` becomes `s`; any other function becomes a map with its name.
record Template(Map<String, Object> root) {
  static Template read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Template parse(String text) {
    Node node = new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
    return new Template(map(convert(node)));
  }

  private static Object convert(Node node) {
    Object value =
        switch (node) {
          case ScalarNode scalar -> scalar.getValue();
          case SequenceNode sequence ->
              sequence.getValue().stream().map(Template::convert).toList();
          case MappingNode mapping -> {
            Map<String, Object> result = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
              result.put((String) convert(tuple.getKeyNode()), convert(tuple.getValueNode()));
            }
            yield result;
          }
          default -> throw new IllegalArgumentException("unexpected " + node);
        };
    String tag = node.getTag().getValue();
    return switch (tag) {
      case "!Ref", "!GetAtt" -> "${" + value + "}";
      case "!Sub" -> value;
      default -> tag.startsWith("!") ? Map.of(tag, value) : value;
    };
  }

  Map<String, Object> resources() {
    return map(root.get("Resources"));
  }

  /// The properties of each resource of a type, by logical name.
  Map<String, Map<String, Object>> ofType(String type) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    resources()
        .forEach(
            (name, resource) -> {
              if (type.equals(map(resource).get("Type"))) {
                found.put(name, map(map(resource).getOrDefault("Properties", Map.of())));
              }
            });
    return found;
  }

  Map<String, Object> properties(String name) {
    return map(map(resources().get(name)).get("Properties"));
  }

  /// What a role may do: its inline statements and those of the template's managed policies that it
  /// has.
  List<Map<String, Object>> rights(String role) {
    Map<String, Object> properties = properties(role);
    Stream<Object> inline =
        list(properties.getOrDefault("Policies", List.of())).stream()
            .map(policy -> map(policy).get("PolicyDocument"));
    Stream<Object> managed =
        list(properties.getOrDefault("ManagedPolicyArns", List.of())).stream()
            .map(reference -> properties(unwrapped((String) reference)).get("PolicyDocument"));
    return Stream.concat(inline, managed)
        .flatMap(document -> statements(document).stream())
        .toList();
  }

  List<Map<String, Object>> trust(String role) {
    return statements(
        Optional.ofNullable(properties(role).get("AssumeRolePolicyDocument")).orElseThrow());
  }

  static List<Map<String, Object>> statements(@Nullable Object document) {
    List<Map<String, Object>> found = new ArrayList<>();
    list(map(document).get("Statement")).forEach(statement -> found.add(map(statement)));
    return found;
  }

  /// `${X}` without its braces.
  static String unwrapped(String reference) {
    return reference.replaceAll("^\\$\\{(.*)}$", "$1");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> found) {
      return (Map<String, Object>) found;
    }
    throw new IllegalArgumentException("not a map: " + value);
  }

  /// A list as it is; anything else as a list of one.
  @SuppressWarnings("unchecked")
  static List<Object> list(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> found -> (List<Object>) found;
      default -> List.of(value);
    };
  }

  static List<String> strings(@Nullable Object value) {
    return list(value).stream().map(String::valueOf).toList();
  }
}
