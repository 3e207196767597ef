package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.TextFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads one value of the file as the type that is expected there. When it has another type, that
/// is reported with its position and path, and the result is empty.
public record YamlValue(YamlNode node, YamlPath path, Findings findings) {
  void report(FindingCode code, String message) {
    reportAt(node.at(), code, message);
  }

  void reportAt(SourcePosition at, FindingCode code, String message) {
    String way = path.toString();
    findings.add(at, code, way.isEmpty() ? message : way + ": " + message);
  }

  /// Reads text.
  public Optional<String> text() {
    return text("text", Optional::of);
  }

  /// Reads text that `reader` can parse; `expected` describes it in messages.
  public <T> Optional<T> text(String expected, Function<String, Optional<T>> reader) {
    if (!(node instanceof YamlNode.Text text)) {
      wrongType(expected, "");
      return Optional.empty();
    }
    Optional<T> value = reader.apply(text.value());
    if (text.kind() != YamlNode.Kind.TEXT) {
      boolean quotesHelp = value.isPresent() && text.kind() != YamlNode.Kind.NOTHING;
      wrongType(
          expected, quotesHelp ? ": put " + Excerpt.cut(text.value(), 40) + " in quotes" : "");
      return Optional.empty();
    }
    if (value.isEmpty()) {
      report(
          FindingCode.INVALID_VALUE, expected + " expected, found " + Excerpt.quoted(text.value()));
    }
    return value;
  }

  /// Reads text of a format.
  public Optional<String> text(TextFormat form) {
    return text(form.expected(), text -> Optional.of(text).filter(form::accepts));
  }

  /// Reads a name.
  public Optional<Name> name() {
    return text(
        Name.FORM, text -> Name.matches(text) ? Optional.of(new Name(text)) : Optional.empty());
  }

  /// Reads an integer between `least` and `most`.
  public Optional<Integer> whole(int least, int most) {
    if (!(node instanceof YamlNode.Text text) || text.kind() != YamlNode.Kind.WHOLE) {
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
        FindingCode.INVALID_VALUE,
        "a whole number from "
            + least
            + " to "
            + most
            + " expected, found "
            + Excerpt.cut(text.value(), 40));
    return Optional.empty();
  }

  /// Reads `true`, the only value that some keys have.
  public boolean isTrue() {
    if (node instanceof YamlNode.Text text && text.kind() == YamlNode.Kind.FLAG) {
      if (text.value().equalsIgnoreCase("true")) {
        return true;
      }
      report(FindingCode.INVALID_VALUE, "true expected, or leave the key out");
      return false;
    }
    wrongType("true", "");
    return false;
  }

  /// Reads a list of 1 to `most` values.
  public List<YamlValue> items(int most) {
    if (!(node instanceof YamlNode.Items(_, List<YamlNode> items))) {
      wrongType("a list", "");
      return List.of();
    }
    if (items.isEmpty()) {
      report(FindingCode.EMPTY, "at least one item expected, found an empty list");
    }
    if (items.size() > most) {
      report(FindingCode.TOO_MANY, "at most " + most + " items expected, found " + items.size());
      return List.of();
    }
    List<YamlValue> cursors = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      cursors.add(new YamlValue(items.get(i), path.item(i), findings));
    }
    return cursors;
  }

  /// Reads a list of 1 to `most` different values, each by `reader`.
  public <T> List<T> distinct(int most, Function<YamlValue, Optional<T>> reader) {
    List<T> values = new ArrayList<>();
    Set<T> seen = new HashSet<>();
    for (YamlValue item : items(most)) {
      Optional<T> value = reader.apply(item);
      if (value.filter(found -> !seen.add(found)).isPresent()) {
        item.report(FindingCode.DUPLICATE_VALUE, "each value once expected");
      } else {
        value.ifPresent(values::add);
      }
    }
    return values;
  }

  /// Reads a mapping with fields of the language.
  public YamlMapping fields(String... known) {
    if (!(node instanceof YamlNode.Fields(_, Map<String, YamlNode.Field> fields))) {
      wrongType("a mapping", "");
      return new YamlMapping(this, Optional.empty());
    }
    YamlMapping read = new YamlMapping(this, Optional.of(fields));
    read.refuseOthers(List.of(known));
    return read;
  }

  /// Reads a mapping of 1 to `most` keys that the file chooses.
  public Map<String, YamlValue> entries(int most) {
    if (!(node instanceof YamlNode.Fields(_, Map<String, YamlNode.Field> fields))) {
      wrongType("a mapping", "");
      return Map.of();
    }
    if (fields.isEmpty()) {
      report(FindingCode.EMPTY, "at least one key expected, found an empty mapping");
    }
    if (fields.size() > most) {
      report(FindingCode.TOO_MANY, "at most " + most + " keys expected, found " + fields.size());
      return Map.of();
    }
    Map<String, YamlValue> entries = new LinkedHashMap<>();
    fields.forEach(
        (key, field) -> entries.put(key, new YamlValue(field.value(), path.key(key), findings)));
    return entries;
  }

  /// Reads a mapping of 1 to `most` names.
  public Map<Name, YamlValue> named(int most) {
    Map<Name, YamlValue> named = new LinkedHashMap<>();
    entries(most)
        .forEach(
            (key, cursor) -> {
              if (Name.matches(key)) {
                named.put(new Name(key), cursor);
              } else {
                reportAt(
                    keyPlace(key),
                    FindingCode.INVALID_VALUE,
                    Name.FORM + " expected, found " + Excerpt.quoted(key));
              }
            });
    return named;
  }

  SourcePosition keyPlace(String key) {
    return node instanceof YamlNode.Fields(_, Map<String, YamlNode.Field> fields)
            && fields.get(key) != null
        ? fields.get(key).keyAt()
        : node.at();
  }

  void wrongType(String expected, String hint) {
    if (!(node instanceof YamlNode.Broken)) {
      report(FindingCode.WRONG_TYPE, expected + " expected, found " + Excerpt.kind(node) + hint);
    }
  }
}
