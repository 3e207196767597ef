package dev.tidegate.adapters.policyfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// Builds the tree from YAML events, without recursion. What the policy language does not support
/// (anchors, aliases, tags, merge keys, duplicate keys) is reported and left out.
final class TreeBuilder {
  private static final int MOST_LEVELS = 20;
  private static final int MOST_VALUES = 400_000;

  private final Findings findings;
  private final Deque<Open> open = new ArrayDeque<>();
  private Optional<YamlNode> root = Optional.empty();
  private int documents;
  private int values;

  TreeBuilder(Findings findings) {
    this.findings = findings;
  }

  /// A list or mapping that has not ended yet.
  private sealed interface Open {
    record Listing(SourcePosition at, List<YamlNode> items) implements Open {}

    /// A mapping that has not ended yet.
    ///
    /// @param key the key whose value comes next; empty while a key comes next
    record Mapping(SourcePosition at, Map<String, YamlNode.Field> fields, Deque<YamlNode> key)
        implements Open {}
  }

  /// Handles the next event and returns whether to go on.
  boolean take(Event event) {
    SourcePosition at = event.getStartMark().map(TreeReader::place).orElse(SourcePosition.START);
    if (event instanceof NodeEvent && ++values > MOST_VALUES) {
      findings.add(at, FindingCode.YAML_VALUES, "at most 400000 values expected");
      return false;
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      refuseReference(event, at);
    }
    return switch (event) {
      case DocumentStartEvent _ -> document(at);
      case AliasEvent _ -> put(new YamlNode.Broken(at));
      case ScalarEvent scalar -> put(text(scalar, at));
      case CollectionStartEvent start -> start(start, at);
      default -> {
        if (event.getEventId() == Event.ID.SequenceEnd
            || event.getEventId() == Event.ID.MappingEnd) {
          end();
        }
        yield true;
      }
    };
  }

  Optional<YamlNode> result() {
    return documents == 1 ? root : Optional.empty();
  }

  private boolean document(SourcePosition at) {
    documents++;
    if (documents > 1) {
      findings.add(at, FindingCode.YAML_DOCUMENTS, "one document expected, found another");
      return false;
    }
    return true;
  }

  private void refuseReference(Event event, SourcePosition at) {
    if (event instanceof AliasEvent alias) {
      findings.add(
          at,
          FindingCode.YAML_ALIAS,
          "no aliases expected: write the value out instead of *" + alias.getAlias());
    } else {
      findings.add(at, FindingCode.YAML_ANCHOR, "no anchors expected: remove the &");
    }
  }

  private YamlNode text(ScalarEvent scalar, SourcePosition at) {
    scalar.getTag().ifPresent(tag -> refuseTag(tag, at));
    return new YamlNode.Text(
        at,
        scalar.getValue(),
        scalar.isPlain() ? Scalars.kind(scalar.getValue()) : YamlNode.Kind.TEXT);
  }

  private void refuseTag(String tag, SourcePosition at) {
    findings.add(at, FindingCode.YAML_TAG, "no tags expected: remove " + Excerpt.quoted(tag));
  }

  private boolean start(CollectionStartEvent event, SourcePosition at) {
    event.getTag().ifPresent(tag -> refuseTag(tag, at));
    if (open.size() >= MOST_LEVELS) {
      findings.add(at, FindingCode.YAML_DEPTH, "at most 20 levels expected");
      return false;
    }
    open.push(
        event instanceof MappingStartEvent
            ? new Open.Mapping(at, new LinkedHashMap<>(), new ArrayDeque<>())
            : new Open.Listing(at, new ArrayList<>()));
    return true;
  }

  private void end() {
    put(
        switch (open.pop()) {
          case Open.Listing(SourcePosition at, List<YamlNode> items) ->
              new YamlNode.Items(at, items);
          case Open.Mapping(SourcePosition at, Map<String, YamlNode.Field> fields, _) ->
              new YamlNode.Fields(at, fields);
        });
  }

  private boolean put(YamlNode node) {
    if (open.isEmpty()) {
      root = Optional.of(node);
      return true;
    }
    switch (open.peek()) {
      case Open.Listing(_, List<YamlNode> items) -> items.add(node);
      case Open.Mapping(_, Map<String, YamlNode.Field> fields, Deque<YamlNode> key) -> {
        if (key.isEmpty()) {
          key.push(node);
        } else {
          field(fields, key.pop(), node);
        }
      }
    }
    return true;
  }

  private void field(Map<String, YamlNode.Field> fields, YamlNode key, YamlNode value) {
    switch (key) {
      case YamlNode.Broken _ -> {}
      case YamlNode.Items _, YamlNode.Fields _ ->
          findings.add(
              key.at(), FindingCode.WRONG_TYPE, "text as key expected, found " + Excerpt.kind(key));
      case YamlNode.Text text when text.kind() != YamlNode.Kind.TEXT ->
          findings.add(
              key.at(),
              FindingCode.WRONG_TYPE,
              "text as key expected, found "
                  + Excerpt.kind(key)
                  + ": put "
                  + Excerpt.cut(text.value(), 40)
                  + " in quotes");
      case YamlNode.Text text when text.value().equals("<<") ->
          findings.add(
              key.at(), FindingCode.YAML_MERGE, "no merge keys expected: write the fields out");
      case YamlNode.Text text -> {
        YamlNode.Field before =
            fields.putIfAbsent(text.value(), new YamlNode.Field(text.at(), value));
        if (before != null) {
          findings.add(
              key.at(),
              FindingCode.DUPLICATE_KEY,
              "each key once expected, but "
                  + Excerpt.quoted(text.value())
                  + " stands on line "
                  + before.keyAt().line()
                  + " already");
        }
      }
    }
  }
}
