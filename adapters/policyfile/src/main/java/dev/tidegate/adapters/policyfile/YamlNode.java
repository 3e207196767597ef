package dev.tidegate.adapters.policyfile;

import java.util.List;
import java.util.Map;

/// A value of the file, with its place. Nothing in it is shared or refers to anything else: anchors
/// and aliases never get this far.
public sealed interface YamlNode {
  SourcePosition at();

  /// A single value, as YAML 1.2's core schema reads it.
  record Text(SourcePosition at, String value, Kind kind) implements YamlNode {}

  record Items(SourcePosition at, List<YamlNode> items) implements YamlNode {}

  record Fields(SourcePosition at, Map<String, Field> fields) implements YamlNode {}

  /// Something that was reported already: whoever meets it says nothing.
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
