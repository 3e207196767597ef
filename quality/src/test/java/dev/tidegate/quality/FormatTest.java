package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.GoogleJavaFormatToolProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every Java file is as google-java-format writes it. `-Dformat=apply` writes it so.
class FormatTest {
  @Test
  void everyJavaFileIsFormatted() {
    List<String> files = Repository.files(path -> path.endsWith(".java"));
    assertThat(files).as("Java files").hasSizeGreaterThan(50);
    boolean apply = "apply".equals(System.getProperty("format"));
    List<String> found = format(apply ? "--replace" : "--dry-run", files);
    assertThat(apply ? List.of() : found)
        .as("files to format: see CONTRIBUTING.md, \"formats the Java sources\"")
        .isEmpty();
  }

  /// Returns the files that are not formatted.
  private static List<String> format(String how, List<String> files) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of(how));
    files.forEach(path -> arguments.add(Repository.root().resolve(path).toString()));
    int status =
        new GoogleJavaFormatToolProvider()
            .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(new String[0]));
    assertThat(err.toString()).as("what the formatter could not read").isEmpty();
    assertThat(status).isZero();
    return out.toString()
        .lines()
        .map(path -> Repository.root().relativize(Path.of(path)).toString())
        .toList();
  }
}
