package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseRulesTest {
  private static final int MOST_LINES = 300;
  private static final String CODE = "core/src/main/java/dev/tidegate/core/X.java";
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:(?:final|abstract|sealed|non-sealed) )*(?:class|record|enum|@?interface)"
              + " (\\w+)",
          Pattern.MULTILINE);

  @Test
  void noLineBreaksAHouseRule() {
    List<String> broken = new ArrayList<>();
    for (String path : Repository.files(_ -> true)) {
      Repository.text(path).ifPresent(text -> broken.addAll(HouseRules.broken(path, text)));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void filesOfMainStayUnderThreeHundredLines() {
    List<String> long_ = new ArrayList<>();
    for (String path : Repository.files(Repository.MAIN)) {
      long lines = Repository.text(path).orElse("").lines().count();
      if (lines > MOST_LINES) {
        long_.add(path + ": " + lines);
      }
    }
    assertThat(long_).isEmpty();
  }

  @Test
  void everyPackageOfMainIsNullMarked() {
    Set<String> folders = folders(Repository.files(Repository.MAIN));
    Set<String> marked =
        folders(
            Repository.files(Repository.MAIN.and(path -> path.endsWith("/package-info.java")))
                .stream()
                .filter(path -> Repository.text(path).orElse("").contains("@NullMarked"))
                .toList());
    assertThat(folders).isNotEmpty();
    assertThat(marked).containsExactlyInAnyOrderElementsOf(folders);
  }

  @Test
  void everyPublicTypeOfMainSaysWhatItPromises() {
    List<String> silent = new ArrayList<>();
    for (String path : Repository.files(Repository.MAIN)) {
      String text = Repository.text(path).orElse("");
      Matcher matcher = PUBLIC_TYPE.matcher(text);
      while (matcher.find()) {
        if (!documented(text.substring(0, matcher.start()))) {
          silent.add(path + ": " + matcher.group(1));
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  /// Each function has a handler, and three programs a main class; every other name means one
  /// thing.
  @Test
  void noTwoTypesOfMainShareANameAndNoneHasAnOldOne() {
    List<String> names =
        Repository.files(Repository.MAIN).stream()
            .map(path -> path.substring(path.lastIndexOf('/') + 1).replace(".java", ""))
            .filter(name -> !Set.of("package-info", "Handler", "Main").contains(name))
            .sorted()
            .toList();
    assertThat(names).doesNotHaveDuplicates().doesNotContainAnyElementsOf(HouseRules.TYPES);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "import org.mockito.Mockito;,import org.moment.Moment;",
        "    assert id != null;,    assertThat(id);",
        "// TODO later,// what is left to do",
        "cd /home/ann/tidegate,cd $HOME/home/tidegate",
        "cp x /tmp/y,cp x \"$dir/tmp/y\"",
        "see https://pypi.org/simple,see the package index",
        "  @Disabled,  @DisabledOnOs",
        "    var x = 1;,    int variable = 1;",
        "    return null;,    return Optional.empty();",
        "the request was rejected,the request was denied",
        "class LeaseStore {},class ReleaseStore {}",
        "int grantLease;,int grantRelease;",
        "checkout the session,git checkout main",
        "  /// Says whether it is open.,  /// Returns whether it is open.",
        "  /// What came of it.,  /// The result of [#end].",
        "/// That a request is for more.,/// Marks a request as an extension.",
        "/// Withdraw.,/// Withdraws the caller's own request.",
      })
  void aRuleFindsWhatItForbidsAndNothingElse(String bad, String good) {
    assertThat(HouseRules.broken(CODE, bad)).hasSize(1);
    assertThat(HouseRules.broken(CODE, good)).isEmpty();
  }

  @Test
  void aCommentThatIsNotOneOfDocumentationDoesNotCount() {
    assertThat(documented("import x;\n\n/// Promises.\n@Deprecated\n")).isTrue();
    assertThat(documented("import x;\n\n// Promises.\n@Deprecated\n")).isFalse();
    assertThat(documented("import x;\n\n")).isFalse();
  }

  /// Returns whether a documentation comment ends `before`, annotations left aside.
  private static boolean documented(String before) {
    return before
        .lines()
        .filter(line -> !line.startsWith("@") && !line.startsWith("    ") && !line.startsWith(")"))
        .reduce("", (_, last) -> last)
        .startsWith("///");
  }

  private static Set<String> folders(List<String> paths) {
    return paths.stream()
        .map(path -> path.substring(0, path.lastIndexOf('/')))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
