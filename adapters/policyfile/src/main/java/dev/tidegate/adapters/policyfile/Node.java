package dev.tidegate.adapters.policyfile;

import java.util.List;
import java.util.Map;

/// A value of the file, with its place. Nothing in it is shared or refers to anything else: anchors
/// and aliases never get this far.
public sealed interface Node {
  Place at();

  /// A single value, as YAML 1.2's core schema reads it.
  record Text(Place at, String value, Kind kind) implements Node {}

  record Items(Place at, List<Node> items) implements Node {}

  record Fields(Place at, Map<String, Field> fields) implements Node {}

  /// Something that was reported already: whoever meets it says nothing.
  record Broken(Place at) implements Node {}

  record Field(Place keyAt, Node value) {}

  enum Kind {
    TEXT,
    WHOLE,
    NUMBER,
    FLAG,
    NOTHING
  }
}
