package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.PatternText;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Group;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Values that stand in several places of the language.
public final class Common {
  public static final int MOST_GROUPS = 100;
  static final String GROUP =
      "a group of 1 to 250 characters on one line, without spaces around it";

  /// Stands for everybody who is signed in, alone in the groups of a rule and nowhere else.
  static final String EVERYBODY = "*";

  static final String NOT_EVERYBODY =
      "the name of a group expected: \"*\" is everybody who is signed in, and stands alone in the"
          + " groups of a rule; nobody approves, reviews or is on call by being signed in";

  private Common() {}

  public static Optional<String> description(Cursor at) {
    return at.text(
        "1 to 500 characters",
        text -> Optional.of(text).filter(one -> !one.isBlank() && one.length() <= 500));
  }

  public static Optional<Span> span(Cursor at) {
    return at.text(Span.FORM + " (1m to 720h)", Span::parse);
  }

  static List<Use> uses(Cursor at) {
    return at.distinct(
        Use.values().length,
        item -> item.text("incident, hotfix, performance or verification", Use::of));
  }

  public static Optional<Group> group(Cursor at) {
    return at.text(
        GROUP, text -> Group.valid(text) ? Optional.of(new Group(text)) : Optional.empty());
  }

  /// Reads a group where `"*"` cannot stand.
  static Optional<Group> namedGroup(Cursor at) {
    if (at.node() instanceof Node.Text text && text.value().equals(EVERYBODY)) {
      at.report(Code.INVALID_VALUE, NOT_EVERYBODY);
      return Optional.empty();
    }
    return group(at);
  }

  static Optional<Pattern> pattern(Cursor at) {
    Optional<String> text = at.text();
    Optional<String> objection = text.flatMap(PatternText::objection);
    objection.ifPresent(
        expected ->
            at.report(
                Code.INVALID_VALUE, expected + " expected, found " + Show.quoted(text.orElse(""))));
    return objection.isPresent() ? Optional.empty() : text.map(Pattern::compile);
  }
}
