package dev.tidegate.quality;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No switch over a type of our own has a `default`: whoever adds a condition, an effect or a
/// reason is told by the compiler what else has to know it.
///
/// A line of text does not say what is switched over. So every `default` is counted, and those that
/// stand over something that is not ours are listed here with it.
class SwitchesTest {
  private static final Pattern DEFAULT =
      Pattern.compile("^\\s*(case null, )?default\\s*(->|:)", Pattern.MULTILINE);

  /// Where our own types are decided over. Text that a face reads or shows is elsewhere.
  private static final Predicate<String> PLACES =
      path ->
          path.matches(
              "(core|policy-tools|reports|adapters/policyfile|functions/[a-z-]+)/src/main/.*");

  private static final Map<String, Allowed> ALLOWED =
      Map.ofEntries(
          entry("PatternLength", new Allowed(3, "characters of a regular expression")),
          entry("PatternSamples", new Allowed(3, "characters of a regular expression")),
          entry("PatternText", new Allowed(1, "characters of a regular expression")),
          entry("RestrictionValues", new Allowed(1, "how long a date is")),
          entry("TreeBuilder", new Allowed(1, "events of the YAML parser")),
          entry("SessionIssuerIdentity", new Allowed(1, "kinds of identity in CloudTrail")),
          entry(
              "LambdaAccessProbe", new Allowed(1, "the status that another version answered with")),
          entry("ReadRoutes", new Allowed(1, "the name of a list, else the word of a state")),
          entry(
              "GrantRows",
              new Allowed(3, "words in details of events, which another version may have written")),
          entry(
              "ReportPage",
              new Allowed(1, "words of findings, which another version may have written")),
          entry("AccessReportBuilder", new Allowed(1, "words of events, few of which are counted")),
          entry("HtmlWriter", new Allowed(1, "characters")));

  private record Allowed(int times, String over) {}

  @Test
  void noSwitchOverATypeOfOurOwnHasADefault() {
    Map<String, Integer> found = new TreeMap<>();
    List<String> files = Repository.files(Repository.MAIN.and(PLACES));
    for (String path : files) {
      int times = defaults(Repository.text(path).orElse(""));
      if (times > 0) {
        found.put(path.substring(path.lastIndexOf('/') + 1).replace(".java", ""), times);
      }
    }
    Map<String, Integer> allowed = new TreeMap<>();
    ALLOWED.forEach((type, one) -> allowed.put(type, one.times()));
    assertThat(files).anyMatch(path -> path.endsWith("/Condition.java"));
    assertThat(found)
        .as("switches with a default: name every case, or list here what else is switched over")
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"      default -> {", "default: break;", "  case null, default -> 1;"})
  void aDefaultIsFound(String line) {
    assertThat(defaults("switch (x) {\n" + line + "\n}")).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"      default boolean met() {", "/// The default -> is", "getDefault()"})
  void whatIsNoneIsNot(String line) {
    assertThat(defaults(line)).isZero();
  }

  private static int defaults(String text) {
    return (int) DEFAULT.matcher(text).results().count();
  }
}
