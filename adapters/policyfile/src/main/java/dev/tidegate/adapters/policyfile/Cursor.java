package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Form;
import dev.tidegate.core.entitlement.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Stands at one value of the file, knows the way to it, and reads it as something; what it cannot
/// be read as is reported, and the answer is empty.
public record Cursor(Node node, Path path, Findings findings) {
  void report(Code code, String message) {
    reportAt(node.at(), code, message);
  }

  void reportAt(Place at, Code code, String message) {
    String way = path.toString();
    findings.add(at, code, way.isEmpty() ? message : way + ": " + message);
  }

  /// Reads text.
  public Optional<String> text() {
    return text("text", Optional::of);
  }

  /// Reads text that `reader` understands; `expected` says what that is.
  public <T> Optional<T> text(String expected, Function<String, Optional<T>> reader) {
    if (!(node instanceof Node.Text text)) {
      wrongType(expected, "");
      return Optional.empty();
    }
    Optional<T> value = reader.apply(text.value());
    if (text.kind() != Node.Kind.TEXT) {
      boolean quotesHelp = value.isPresent() && text.kind() != Node.Kind.NOTHING;
      wrongType(expected, quotesHelp ? ": put " + Show.cut(text.value(), 40) + " in quotes" : "");
      return Optional.empty();
    }
    if (value.isEmpty()) {
      report(Code.INVALID_VALUE, expected + " expected, found " + Show.quoted(text.value()));
    }
    return value;
  }

  /// Reads text of a form.
  public Optional<String> text(Form form) {
    return text(form.expected(), text -> Optional.of(text).filter(form::accepts));
  }

  /// Reads a name.
  public Optional<Name> name() {
    return text(
        Name.FORM, text -> Name.matches(text) ? Optional.of(new Name(text)) : Optional.empty());
  }

  /// Reads a whole number.
  public Optional<Integer> whole(int least, int most) {
    if (!(node instanceof Node.Text text) || text.kind() != Node.Kind.WHOLE) {
      wrongType("a whole number", "");
      return Optional.empty();
    }
    if (text.value().matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(text.value());
      if (value >= least && value <= most) {
        return Optional.of(value);
      }
    }
    report(
        Code.INVALID_VALUE,
        "a whole number from "
            + least
            + " to "
            + most
            + " expected, found "
            + Show.cut(text.value(), 40));
    return Optional.empty();
  }

  /// Reads `true`, the only value that some keys have.
  public boolean isTrue() {
    if (node instanceof Node.Text text && text.kind() == Node.Kind.FLAG) {
      if (text.value().equalsIgnoreCase("true")) {
        return true;
      }
      report(Code.INVALID_VALUE, "true expected, or leave the key out");
      return false;
    }
    wrongType("true", "");
    return false;
  }

  /// Reads a list of 1 to `most` values.
  public List<Cursor> items(int most) {
    if (!(node instanceof Node.Items(_, List<Node> items))) {
      wrongType("a list", "");
      return List.of();
    }
    if (items.isEmpty()) {
      report(Code.EMPTY, "at least one item expected, found an empty list");
    }
    if (items.size() > most) {
      report(Code.TOO_MANY, "at most " + most + " items expected, found " + items.size());
      return List.of();
    }
    List<Cursor> cursors = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      cursors.add(new Cursor(items.get(i), path.item(i), findings));
    }
    return cursors;
  }

  /// Reads a list of 1 to `most` different values, each by `reader`.
  public <T> List<T> distinct(int most, Function<Cursor, Optional<T>> reader) {
    List<T> values = new ArrayList<>();
    Set<T> seen = new HashSet<>();
    for (Cursor item : items(most)) {
      Optional<T> value = reader.apply(item);
      if (value.filter(found -> !seen.add(found)).isPresent()) {
        item.report(Code.DUPLICATE_VALUE, "each value once expected");
      } else {
        value.ifPresent(values::add);
      }
    }
    return values;
  }

  /// Reads a mapping with fields of the language.
  public Fields fields(String... known) {
    if (!(node instanceof Node.Fields(_, Map<String, Node.Field> fields))) {
      wrongType("a mapping", "");
      return new Fields(this, Optional.empty());
    }
    Fields read = new Fields(this, Optional.of(fields));
    read.refuseOthers(List.of(known));
    return read;
  }

  /// Reads a mapping of 1 to `most` keys that the file chooses.
  public Map<String, Cursor> entries(int most) {
    if (!(node instanceof Node.Fields(_, Map<String, Node.Field> fields))) {
      wrongType("a mapping", "");
      return Map.of();
    }
    if (fields.isEmpty()) {
      report(Code.EMPTY, "at least one key expected, found an empty mapping");
    }
    if (fields.size() > most) {
      report(Code.TOO_MANY, "at most " + most + " keys expected, found " + fields.size());
      return Map.of();
    }
    Map<String, Cursor> entries = new LinkedHashMap<>();
    fields.forEach(
        (key, field) -> entries.put(key, new Cursor(field.value(), path.key(key), findings)));
    return entries;
  }

  /// Reads a mapping of 1 to `most` names.
  public Map<Name, Cursor> named(int most) {
    Map<Name, Cursor> named = new LinkedHashMap<>();
    entries(most)
        .forEach(
            (key, cursor) -> {
              if (Name.matches(key)) {
                named.put(new Name(key), cursor);
              } else {
                reportAt(
                    keyPlace(key),
                    Code.INVALID_VALUE,
                    Name.FORM + " expected, found " + Show.quoted(key));
              }
            });
    return named;
  }

  Place keyPlace(String key) {
    return node instanceof Node.Fields(_, Map<String, Node.Field> fields) && fields.get(key) != null
        ? fields.get(key).keyAt()
        : node.at();
  }

  void wrongType(String expected, String hint) {
    if (!(node instanceof Node.Broken)) {
      report(Code.WRONG_TYPE, expected + " expected, found " + Show.kind(node) + hint);
    }
  }
}
