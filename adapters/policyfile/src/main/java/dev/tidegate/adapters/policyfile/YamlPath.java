package dev.tidegate.adapters.policyfile;

import java.util.Optional;

/// The path to a value, such as `rules[0].approvers[1].count`; it is formatted only for messages.
public record YamlPath(Optional<YamlPath> parent, String step) {
  public static final YamlPath ROOT = new YamlPath(Optional.empty(), "");

  YamlPath key(String key) {
    return new YamlPath(Optional.of(this), parent.isEmpty() ? key : "." + key);
  }

  YamlPath item(int index) {
    return new YamlPath(Optional.of(this), "[" + index + "]");
  }

  @Override
  public String toString() {
    return parent.map(YamlPath::toString).orElse("") + step;
  }
}
