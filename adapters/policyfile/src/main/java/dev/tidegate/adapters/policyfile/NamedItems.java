package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Name;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// The items of a section by name, for other parts of the file to refer to.
///
/// @param all every name; the value is empty when it could not be read
/// @param complete whether every name could be read; if not, an unknown name is not reported
public record NamedItems<T>(Map<Name, Optional<T>> all, boolean complete) {
  /// Reads a section that the file must have.
  static <T> NamedItems<T> required(
      YamlMapping fields, String key, int most, BiFunction<Name, YamlValue, Optional<T>> reader) {
    return fields
        .need(key)
        .map(at -> read(at, most, reader))
        .orElseGet(() -> new NamedItems<>(Map.of(), false));
  }

  /// Reads a section that the file may have.
  public static <T> NamedItems<T> optional(
      YamlMapping fields, String key, int most, BiFunction<Name, YamlValue, Optional<T>> reader) {
    return fields
        .get(key)
        .map(at -> read(at, most, reader))
        .orElseGet(() -> new NamedItems<>(Map.of(), true));
  }

  private static <T> NamedItems<T> read(
      YamlValue at, int most, BiFunction<Name, YamlValue, Optional<T>> reader) {
    int before = at.findings().count();
    Map<Name, YamlValue> named = at.named(most);
    boolean complete = before == at.findings().count();
    Map<Name, Optional<T>> all = new LinkedHashMap<>();
    named.forEach((name, value) -> all.put(name, reader.apply(name, value)));
    return new NamedItems<>(all, complete);
  }

  /// Reads a reference to one of these items; `what` names their kind in messages.
  public Optional<Name> refer(YamlValue at, String what) {
    Optional<Name> name = at.name();
    if (complete && name.filter(found -> !all.containsKey(found)).isPresent()) {
      at.report(
          FindingCode.UNKNOWN_NAME,
          what + " of this file expected, found " + Excerpt.quoted(name.get().text()));
    }
    return name.filter(all::containsKey);
  }

  /// Returns the value of a name that [#refer] returned; empty when the value could not be read.
  public Optional<T> value(Name name) {
    return all.getOrDefault(name, Optional.empty());
  }

  Set<Name> names() {
    return all.keySet();
  }

  public Map<Name, T> values() {
    Map<Name, T> found = new LinkedHashMap<>();
    all.forEach((name, value) -> value.ifPresent(one -> found.put(name, one)));
    return found;
  }
}
