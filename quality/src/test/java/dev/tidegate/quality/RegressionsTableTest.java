package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every line of `docs/regressions.md` names tests, and each of them is there and is a test.
class RegressionsTableTest {
  private static final Pattern ROW = Pattern.compile("\\|[^|]+\\|[^|]+\\|([^|]+)\\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");

  @Test
  void everyFailureOfOthersHasTestsThatExist() {
    List<String> rows = rows();
    assertThat(rows).hasSize(22);
    List<String> missing = new ArrayList<>();
    for (String row : rows) {
      List<String> names = new ArrayList<>();
      Matcher name = NAME.matcher(row);
      while (name.find()) {
        names.add(name.group());
        if (!isTest(name.group(1), name.group(2))) {
          missing.add(name.group());
        }
      }
      assertThat(names).as(row).isNotEmpty();
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void aTestThatIsNotThereIsMissed() {
    assertThat(isTest("RegressionsTableTest", "everyFailureOfOthersHasTestsThatExist")).isTrue();
    assertThat(isTest("RegressionsTableTest", "rows")).isFalse();
    assertThat(isTest("NoSuchTest", "everyFailureOfOthersHasTestsThatExist")).isFalse();
  }

  private static List<String> rows() {
    return Repository.text("docs/regressions.md")
        .orElseThrow()
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1))
        .filter(tests -> !tests.contains("tests") && !tests.startsWith("---"))
        .toList();
  }

  /// Returns whether some test class of this name has a test method of that name.
  private static boolean isTest(String type, String method) {
    Pattern test =
        Pattern.compile(
            "@(Test|TestFactory|ParameterizedTest)\\b[^;]{0,2000}?(void|Stream<DynamicTest>)\\s+"
                + method
                + "\\(");
    return Repository.files(
            path -> path.contains("src/test/java/") && path.endsWith("/" + type + ".java"))
        .stream()
        .flatMap(path -> Repository.text(path).stream())
        .anyMatch(text -> test.matcher(text).find());
  }
}
