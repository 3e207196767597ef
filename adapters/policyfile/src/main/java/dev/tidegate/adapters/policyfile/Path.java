package dev.tidegate.adapters.policyfile;

import java.util.Optional;

/// The way to a value, such as `rules[0].approvers[1].count`; written out only for a message.
public record Path(Optional<Path> parent, String step) {
  public static final Path ROOT = new Path(Optional.empty(), "");

  Path key(String key) {
    return new Path(Optional.of(this), parent.isEmpty() ? key : "." + key);
  }

  Path item(int index) {
    return new Path(Optional.of(this), "[" + index + "]");
  }

  @Override
  public String toString() {
    return parent.map(Path::toString).orElse("") + step;
  }
}
