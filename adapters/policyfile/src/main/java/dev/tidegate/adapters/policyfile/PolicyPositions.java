package dev.tidegate.adapters.policyfile;

import java.util.Map;
import java.util.Optional;

/// The positions of rules, entitlements and guardrails in a policy file, for tools that report
/// findings about a parsed policy.
public final class PolicyPositions {
  private final YamlNode root;

  private PolicyPositions(YamlNode root) {
    this.root = root;
  }

  /// A position in the file: line and column, counted from 1.
  public record Position(int line, int column) {}

  /// Reads the positions in a file. In a file that cannot be read, everything is at its beginning.
  public static PolicyPositions of(byte[] file) {
    return new PolicyPositions(
        new TreeReader(new Findings())
            .read(file)
            .orElse(new YamlNode.Broken(SourcePosition.START)));
  }

  /// Returns the position of a field of an item, or of the item itself when it has no such field.
  ///
  /// @param section a key of the file, such as `rules`
  /// @param name the name of the item in it
  /// @param key a field of the item, or empty text
  public Position of(String section, String name, String key) {
    return of(section, name, key, "");
  }

  /// Returns the position of a text in a field of an item, or of the field itself when the text is
  /// not in it.
  ///
  /// @param value the text, or empty text
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

  /// Searches a tree recursively; the parser limits its depth to 20.
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

  /// Returns the name without its account: an entitlement for several accounts is called
  /// `<entitlement>.<account>`.
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
