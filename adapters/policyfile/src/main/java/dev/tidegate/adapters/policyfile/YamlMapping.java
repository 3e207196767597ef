package dev.tidegate.adapters.policyfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The fields of a mapping. When the value was not a mapping, that is reported once; no field is
/// then found, and none is reported as missing.
public record YamlMapping(YamlValue owner, Optional<Map<String, YamlNode.Field>> fields) {
  /// Returns an optional field.
  public Optional<YamlValue> get(String key) {
    return fields
        .flatMap(all -> Optional.ofNullable(all.get(key)))
        .map(field -> new YamlValue(field.value(), owner.path().key(key), owner.findings()));
  }

  /// Returns a required field and reports it when it is missing.
  public Optional<YamlValue> need(String key) {
    Optional<YamlValue> found = get(key);
    if (found.isEmpty() && fields.isPresent()) {
      owner.report(FindingCode.MISSING_KEY, "the key " + key + " expected");
    }
    return found;
  }

  /// Returns the one of `keys` that is present; reports any other number than one.
  public Optional<String> exactlyOne(String... keys) {
    List<String> given = Stream.of(keys).filter(key -> get(key).isPresent()).toList();
    if (given.size() == 1 || fields.isEmpty()) {
      return given.stream().findFirst();
    }
    String choice = "exactly one of " + String.join(", ", keys) + " expected";
    if (given.isEmpty()) {
      owner.report(FindingCode.MISSING_KEY, choice);
    } else {
      owner.reportAt(
          owner.keyPlace(given.get(1)),
          FindingCode.CONFLICTING_KEYS,
          choice + ", found " + String.join(" and ", given));
    }
    return Optional.empty();
  }

  /// Returns the one of `keys` that is present; reports any other number than one.
  <K extends Key> Optional<K> exactlyOne(List<K> keys) {
    return exactlyOne(keys.stream().map(Key::word).toArray(String[]::new))
        .flatMap(word -> keys.stream().filter(key -> key.word().equals(word)).findFirst());
  }

  /// Reports each of `keys` that is present; `why` is the reason in the message.
  public void refuse(String why, String... keys) {
    for (String key : keys) {
      if (get(key).isPresent()) {
        owner.reportAt(
            owner.keyPlace(key), FindingCode.CONFLICTING_KEYS, "no " + key + " expected: " + why);
      }
    }
  }

  void refuseOthers(List<String> known) {
    fields.ifPresent(
        all ->
            all.forEach(
                (key, field) -> {
                  if (!known.contains(key)) {
                    owner.reportAt(
                        field.keyAt(),
                        FindingCode.UNKNOWN_KEY,
                        "one of the keys "
                            + String.join(", ", known)
                            + " expected, found "
                            + Excerpt.quoted(key));
                  }
                }));
  }
}
