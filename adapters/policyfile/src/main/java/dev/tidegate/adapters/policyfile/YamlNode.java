package dev.tidegate.adapters.policyfile;

import java.util.List;
import java.util.Map;

/// A value of the file with its position. It is a plain tree without references: anchors and
/// aliases never get this far. [YamlValue] reads it and reports errors.
public sealed interface YamlNode {
  SourcePosition at();

  /// A single value, as YAML 1.2's core schema reads it.
  record Text(SourcePosition at, String value, Kind kind) implements YamlNode {}

  record Items(SourcePosition at, List<YamlNode> items) implements YamlNode {}

  record Fields(SourcePosition at, Map<String, Field> fields) implements YamlNode {}

  /// A value whose error has already been reported; readers do not report it again.
  record Broken(SourcePosition at) implements YamlNode {}

  record Field(SourcePosition keyAt, YamlNode value) {}

  enum Kind {
    TEXT,
    WHOLE,
    NUMBER,
    FLAG,
    NOTHING
  }
}
