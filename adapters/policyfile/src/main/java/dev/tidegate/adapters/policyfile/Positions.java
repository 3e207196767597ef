package dev.tidegate.adapters.policyfile;

import java.util.Map;
import java.util.Optional;

/// Where the rules and entitlements of a policy file stand, for tools that found something to say
/// about one.
public final class Positions {
  private final Node root;

  private Positions(Node root) {
    this.root = root;
  }

  /// A place in the file: line and column, counted from 1.
  public record Position(int line, int column) {}

  /// Finds the places in a file; in one that cannot be read everything is at its beginning.
  public static Positions of(byte[] file) {
    return new Positions(
        new TreeReader(new Findings()).read(file).orElse(new Node.Broken(Place.START)));
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
    Place place = field(root, section).flatMap(in -> thing(in, name, key, value)).orElse(root.at());
    return new Position(place.line(), place.column());
  }

  private static Optional<Place> thing(Node section, String name, String key, String value) {
    return switch (section) {
      case Node.Fields fields ->
          Optional.ofNullable(fields.fields().get(name))
              .or(() -> Optional.ofNullable(fields.fields().get(beforeDot(name))))
              .map(found -> place(found.value(), key, value).orElse(found.keyAt()));
      case Node.Items items ->
          items.items().stream()
              .filter(item -> field(item, "name").filter(one -> isText(one, name)).isPresent())
              .findFirst()
              .map(item -> place(item, key, value).orElse(item.at()));
      case Node.Text _, Node.Broken _ -> Optional.empty();
    };
  }

  /// Walks what the parser has bounded to 20 levels.
  private static Optional<Place> within(Node node, String value) {
    return switch (node) {
      case Node.Text text -> text.value().equals(value) ? Optional.of(text.at()) : Optional.empty();
      case Node.Items items ->
          items.items().stream().flatMap(item -> within(item, value).stream()).findFirst();
      case Node.Fields fields ->
          fields.fields().values().stream()
              .flatMap(field -> within(field.value(), value).stream())
              .findFirst();
      case Node.Broken _ -> Optional.empty();
    };
  }

  /// An entitlement for several accounts is called by both names.
  private static String beforeDot(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static Optional<Place> place(Node of, String key, String value) {
    return of instanceof Node.Fields(_, Map<String, Node.Field> fields)
        ? Optional.ofNullable(fields.get(key))
            .map(
                field ->
                    Optional.of(value)
                        .filter(text -> !text.isEmpty())
                        .flatMap(text -> within(field.value(), text))
                        .orElse(field.keyAt()))
        : Optional.empty();
  }

  private static Optional<Node> field(Node of, String key) {
    return of instanceof Node.Fields(_, Map<String, Node.Field> fields)
        ? Optional.ofNullable(fields.get(key)).map(Node.Field::value)
        : Optional.empty();
  }

  private static boolean isText(Node node, String value) {
    return node instanceof Node.Text text && text.value().equals(value);
  }
}
