package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What documents say of where things are.
class DocumentsTest {
  /// Such as `core/.../access/Grant.java`: a file or folder below a module.
  private static final Pattern SHORTENED =
      Pattern.compile("`([a-z][A-Za-z0-9_/-]*)/\\.\\.\\./([A-Za-z0-9_/.-]+?)/?`");

  private static final Pattern PLAIN =
      Pattern.compile(
          "[`(]((?:docs|infrastructure|local|benchmarks)/[A-Za-z0-9_./-]+\\.(?:md|yaml|json|svg))[`)]");

  @Test
  void everyPathThatADocumentNamesIsThere() {
    List<String> files = Repository.files(_ -> true);
    List<String> missing = new ArrayList<>();
    for (String document : Repository.files(DocumentsTest::isAboutToday)) {
      String text = Repository.text(document).orElse("");
      Matcher shortened = SHORTENED.matcher(text);
      while (shortened.find()) {
        if (files.stream().noneMatch(file -> isAt(file, shortened.group(1), shortened.group(2)))) {
          missing.add(document + ": " + shortened.group());
        }
      }
      Matcher plain = PLAIN.matcher(text);
      while (plain.find()) {
        if (!files.contains(plain.group(1))) {
          missing.add(document + ": " + plain.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void theHouseShowsEachModuleAndEachPackageOfCore() {
    String house = Repository.text("ARCHITECTURE.md").orElseThrow();
    TreeSet<String> rooms = new TreeSet<>();
    for (String module : Repository.modules()) {
      rooms.add(module.split("/")[0] + "/");
    }
    for (String file : Repository.files(path -> path.startsWith("core/src/main/java/"))) {
      String folder = file.substring(0, file.lastIndexOf('/'));
      rooms.add(folder.substring(folder.lastIndexOf('/') + 1) + "/");
    }
    assertThat(rooms).contains("core/", "wire/", "grant/").allMatch(house::contains);
  }

  private static boolean isAboutToday(String path) {
    return path.endsWith(".md") && !path.equals("CHANGELOG.md");
  }

  private static boolean isAt(String file, String module, String rest) {
    return file.startsWith(module + "/")
        && (file.endsWith("/" + rest) || file.contains("/" + rest + "/"));
  }
}
