package dev.tidegate.quality;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The rules that a line of text can break, and which files they are for.
///
/// @param why what to do instead
/// @param files which files the rule is for
/// @param never what no line of them may hold
record HouseRules(String why, Predicate<String> files, Pattern never) {
  private static final Predicate<String> JAVA = path -> path.endsWith(".java");
  private static final Predicate<String> POM = path -> path.endsWith("pom.xml");

  /// This module names what it forbids.
  private static final Predicate<String> ALL = path -> !path.startsWith("quality/");

  private static final String NAMES = "docs/designs/0001-shape.md";
  private static final List<String> WORDS = listed("Not used: ");

  /// Names that no type has.
  static final List<String> TYPES = listed("Not used as names of types: ");

  /// Beginnings of doc comments that do not say what a type or method promises.
  private static final List<String> EMPTY_BEGINNINGS =
      List.of(
          "Says whether\\b",
          "What came of\\b",
          "What comes of\\b",
          "What wants a look\\b",
          "That (a|an|the|it|somebody)\\b",
          "True when\\b",
          "(Approve|Deny|Revoke|Submit|Withdraw)\\.$");

  static final List<HouseRules> LINES =
      List.of(
          new HouseRules(
              "fakes are written by hand, random tests print their seed",
              ALL.and(JAVA.or(POM)),
              compile("mockito|jqwik|easymock|powermock|lombok", CASE_INSENSITIVE)),
          new HouseRules(
              "assert may be switched off: throw",
              ALL.and(Repository.MAIN),
              compile("^\\s*assert\\b")),
          new HouseRules("open an issue, or do it", ALL, compile("\\b(TODO|FIXME|XXX|HACK)\\b")),
          new HouseRules(
              "no machine has this path",
              ALL,
              compile("(?<![\\w.~*$}])/(work|home|root|Users|tmp)/|(?<!\\w)[A-Z]:\\\\\\w")),
          new HouseRules(
              "no registry is named",
              ALL,
              compile(
                  "repo1?\\.maven(\\.apache)?\\.org|pypi\\.org|pythonhosted|registry\\.npmjs"
                      + "|central\\.sonatype|proxy\\.golang",
                  CASE_INSENSITIVE)),
          new HouseRules("a test runs, or goes", ALL.and(JAVA), compile("@Disabled\\b")),
          new HouseRules(
              "explicit types in main code",
              ALL.and(Repository.MAIN),
              compile("^\\s*(final )?var\\s+\\w+\\s*=|[(]var\\s+\\w+\\s*[:=]")),
          new HouseRules(
              "Optional or an empty list instead of null",
              ALL.and(Repository.MAIN),
              compile("^\\s*return null;")),
          new HouseRules(
              "say of what: \"Returns whether ...\", \"The result of [#end]\"",
              ALL.and(JAVA),
              compile("^\\s*/// (" + String.join("|", EMPTY_BEGINNINGS) + ")")),
          new HouseRules(
              "not one of our words", ALL.and(path -> !POM.test(path)), compile(anyOf(WORDS))));

  /// Lines that say a word for a reason: the name of something else's, or the list of what is not
  /// said.
  private static final Pattern ALLOWED =
      compile(
          "git checkout|actions/checkout|RejectedExecution|[Nn]ot"
              + " used:|setActivation|CreateActivation|<activation>|<exclusion><groupId>org.mockito");

  /// Returns every line of a file that breaks a rule, as `path:line: why: text`.
  static List<String> broken(String path, String text) {
    List<String> found = new ArrayList<>();
    List<HouseRules> rules = LINES.stream().filter(rule -> rule.files.test(path)).toList();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      for (HouseRules rule : rules) {
        Matcher matcher = rule.never.matcher(lines.get(i));
        if (matcher.find() && !ALLOWED.matcher(lines.get(i)).find()) {
          found.add(path + ":" + (i + 1) + ": " + rule.why + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }

  /// Reads a line of words from the page that every part takes its names from.
  private static List<String> listed(String begin) {
    String line =
        Repository.text(NAMES)
            .orElseThrow()
            .lines()
            .filter(l -> l.startsWith(begin))
            .findFirst()
            .orElseThrow();
    return List.of(line.substring(begin.length(), line.length() - 1).split(", "));
  }

  /// Finds the words alone, in capitals, and as a part of a camel-case name.
  private static String anyOf(List<String> words) {
    String capital =
        words.stream()
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining("|"));
    String small = String.join("|", words);
    return "(?<![A-Za-z])("
        + small
        + "|"
        + capital
        + ")s?(?![a-z])"
        + "|(?<=[a-z])("
        + capital
        + ")s?(?![a-z])"
        + "|(?<![A-Z])("
        + small.toUpperCase(Locale.ROOT)
        + ")S?(?![A-Z])";
  }
}
