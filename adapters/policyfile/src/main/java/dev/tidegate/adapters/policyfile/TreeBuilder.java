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

/// Builds the tree from YAML's events, without recursion. What the policy language does not have
/// (anchors, aliases, tags, merge keys, keys given twice) is reported and left out.
final class TreeBuilder {
  private static final int MOST_LEVELS = 20;
  private static final int MOST_VALUES = 400_000;

  private final Findings findings;
  private final Deque<Open> open = new ArrayDeque<>();
  private Optional<Node> root = Optional.empty();
  private int documents;
  private int values;

  TreeBuilder(Findings findings) {
    this.findings = findings;
  }

  /// A list or mapping whose end has not come yet.
  private sealed interface Open {
    record Listing(Place at, List<Node> items) implements Open {}

    /// @param key the key whose value comes next; empty while a key comes next
    record Mapping(Place at, Map<String, Node.Field> fields, Deque<Node> key) implements Open {}
  }

  /// Takes the next event; says whether to go on.
  boolean take(Event event) {
    Place at = event.getStartMark().map(TreeReader::place).orElse(Place.START);
    if (event instanceof NodeEvent && ++values > MOST_VALUES) {
      findings.add(at, Code.YAML_VALUES, "at most 400000 values expected");
      return false;
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      refuseReference(event, at);
    }
    return switch (event) {
      case DocumentStartEvent _ -> document(at);
      case AliasEvent _ -> put(new Node.Broken(at));
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

  Optional<Node> result() {
    return documents == 1 ? root : Optional.empty();
  }

  private boolean document(Place at) {
    documents++;
    if (documents > 1) {
      findings.add(at, Code.YAML_DOCUMENTS, "one document expected, found another");
      return false;
    }
    return true;
  }

  private void refuseReference(Event event, Place at) {
    if (event instanceof AliasEvent alias) {
      findings.add(
          at,
          Code.YAML_ALIAS,
          "no aliases expected: write the value out instead of *" + alias.getAlias());
    } else {
      findings.add(at, Code.YAML_ANCHOR, "no anchors expected: remove the &");
    }
  }

  private Node text(ScalarEvent scalar, Place at) {
    scalar.getTag().ifPresent(tag -> refuseTag(tag, at));
    return new Node.Text(
        at, scalar.getValue(), scalar.isPlain() ? Scalars.kind(scalar.getValue()) : Node.Kind.TEXT);
  }

  private void refuseTag(String tag, Place at) {
    findings.add(at, Code.YAML_TAG, "no tags expected: remove " + Show.quoted(tag));
  }

  private boolean start(CollectionStartEvent event, Place at) {
    event.getTag().ifPresent(tag -> refuseTag(tag, at));
    if (open.size() >= MOST_LEVELS) {
      findings.add(at, Code.YAML_DEPTH, "at most 20 levels expected");
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
          case Open.Listing(Place at, List<Node> items) -> new Node.Items(at, items);
          case Open.Mapping(Place at, Map<String, Node.Field> fields, _) ->
              new Node.Fields(at, fields);
        });
  }

  private boolean put(Node node) {
    if (open.isEmpty()) {
      root = Optional.of(node);
      return true;
    }
    switch (open.peek()) {
      case Open.Listing(_, List<Node> items) -> items.add(node);
      case Open.Mapping(_, Map<String, Node.Field> fields, Deque<Node> key) -> {
        if (key.isEmpty()) {
          key.push(node);
        } else {
          field(fields, key.pop(), node);
        }
      }
    }
    return true;
  }

  private void field(Map<String, Node.Field> fields, Node key, Node value) {
    switch (key) {
      case Node.Broken _ -> {}
      case Node.Items _, Node.Fields _ ->
          findings.add(key.at(), Code.WRONG_TYPE, "text as key expected, found " + Show.kind(key));
      case Node.Text text when text.kind() != Node.Kind.TEXT ->
          findings.add(
              key.at(),
              Code.WRONG_TYPE,
              "text as key expected, found "
                  + Show.kind(key)
                  + ": put "
                  + Show.cut(text.value(), 40)
                  + " in quotes");
      case Node.Text text when text.value().equals("<<") ->
          findings.add(key.at(), Code.YAML_MERGE, "no merge keys expected: write the fields out");
      case Node.Text text -> {
        Node.Field before = fields.putIfAbsent(text.value(), new Node.Field(text.at(), value));
        if (before != null) {
          findings.add(
              key.at(),
              Code.DUPLICATE_KEY,
              "each key once expected, but "
                  + Show.quoted(text.value())
                  + " stands on line "
                  + before.keyAt().line()
                  + " already");
        }
      }
    }
  }
}
