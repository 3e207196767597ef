package dev.tidegate.adapters.policyfile;

import java.util.Map;
import java.util.Optional;

/// Where the rules and entitlements of a policy file stand, for tools that found something to say
/// about one.
public final class PolicyPositions {
  private final YamlNode root;

  private PolicyPositions(YamlNode root) {
    this.root = root;
  }

  /// A place in the file: line and column, counted from 1.
  public record Position(int line, int column) {}

  /// Finds the places in a file; in one that cannot be read everything is at its beginning.
  public static PolicyPositions of(byte[] file) {
    return new PolicyPositions(
        new TreeReader(new Findings())
            .read(file)
            .orElse(new YamlNode.Broken(SourcePosition.START)));
  }

  /// Returns where a field of something stands: of the thing itself when it has no such field.
  ///
  /// @param section a key of the file, such as `rules`
  /// @param name the name of the thing in it
  /// @param key a field of it, or empty
  public Position of(String section, String name, String key) {
    return of(section, name, key, "");
  }

  /// Returns where a text stands in a field of something: of the field when it is not in there.
  ///
  /// @param value the text, or empty
  public Position of(String section, String name, String key, String value) {
    SourcePosition place =
        field(root, section).flatMap(in -> thing(in, name, key, value)).orElse(root.at());
    return new Position(place.line(), place.column());
  }

  private static Optional<SourcePosition> thing(
      YamlNode section, String name, String key, String value) {
    return switch (section) {
      case YamlNode.Fields fields ->
          Optional.ofNullable(fields.fields().get(name))
              .or(() -> Optional.ofNullable(fields.fields().get(beforeDot(name))))
              .map(found -> place(found.value(), key, value).orElse(found.keyAt()));
      case YamlNode.Items items ->
          items.items().stream()
              .filter(item -> field(item, "name").filter(one -> isText(one, name)).isPresent())
              .findFirst()
              .map(item -> place(item, key, value).orElse(item.at()));
      case YamlNode.Text _, YamlNode.Broken _ -> Optional.empty();
    };
  }

  /// Walks what the parser has bounded to 20 levels.
  private static Optional<SourcePosition> within(YamlNode node, String value) {
    return switch (node) {
      case YamlNode.Text text ->
          text.value().equals(value) ? Optional.of(text.at()) : Optional.empty();
      case YamlNode.Items items ->
          items.items().stream().flatMap(item -> within(item, value).stream()).findFirst();
      case YamlNode.Fields fields ->
          fields.fields().values().stream()
              .flatMap(field -> within(field.value(), value).stream())
              .findFirst();
      case YamlNode.Broken _ -> Optional.empty();
    };
  }

  /// An entitlement for several accounts is called by both names.
  private static String beforeDot(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static Optional<SourcePosition> place(YamlNode of, String key, String value) {
    return of instanceof YamlNode.Fields(_, Map<String, YamlNode.Field> fields)
        ? Optional.ofNullable(fields.get(key))
            .map(
                field ->
                    Optional.of(value)
                        .filter(text -> !text.isEmpty())
                        .flatMap(text -> within(field.value(), text))
                        .orElse(field.keyAt()))
        : Optional.empty();
  }

  private static Optional<YamlNode> field(YamlNode of, String key) {
    return of instanceof YamlNode.Fields(_, Map<String, YamlNode.Field> fields)
        ? Optional.ofNullable(fields.get(key)).map(YamlNode.Field::value)
        : Optional.empty();
  }

  private static boolean isText(YamlNode node, String value) {
    return node instanceof YamlNode.Text text && text.value().equals(value);
  }
}
