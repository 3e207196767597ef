package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.PatternText;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Group;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads values that occur in several places of the language.
public final class CommonReaders {
  public static final int MOST_GROUPS = 100;
  static final String GROUP =
      "a group of 1 to 250 characters on one line, without spaces around it";

  /// Stands for everybody who is signed in. Valid only as the sole entry of a rule's groups.
  static final String EVERYBODY = "*";

  static final String NOT_EVERYBODY =
      "the name of a group expected: \"*\" is everybody who is signed in, and stands alone in the"
          + " groups of a rule; nobody approves, reviews or is on call by being signed in";

  private CommonReaders() {}

  public static Optional<String> description(YamlValue at) {
    return at.text(
        "1 to 500 characters",
        text -> Optional.of(text).filter(one -> !one.isBlank() && one.length() <= 500));
  }

  public static Optional<AccessDuration> span(YamlValue at) {
    return at.text(AccessDuration.FORM + " (1m to 720h)", AccessDuration::parse);
  }

  static List<Use> uses(YamlValue at) {
    return at.distinct(
        Use.values().length,
        item -> item.text("incident, hotfix, performance or verification", Use::of));
  }

  public static Optional<Group> group(YamlValue at) {
    return at.text(
        GROUP, text -> Group.valid(text) ? Optional.of(new Group(text)) : Optional.empty());
  }

  /// Reads a group in a place where `"*"` is not allowed.
  static Optional<Group> namedGroup(YamlValue at) {
    if (at.node() instanceof YamlNode.Text text && text.value().equals(EVERYBODY)) {
      at.report(FindingCode.INVALID_VALUE, NOT_EVERYBODY);
      return Optional.empty();
    }
    return group(at);
  }

  static Optional<Pattern> pattern(YamlValue at) {
    Optional<String> text = at.text();
    Optional<String> objection = text.flatMap(PatternText::objection);
    objection.ifPresent(
        expected ->
            at.report(
                FindingCode.INVALID_VALUE,
                expected + " expected, found " + Excerpt.quoted(text.orElse(""))));
    return objection.isPresent() ? Optional.empty() : text.map(Pattern::compile);
  }
}
