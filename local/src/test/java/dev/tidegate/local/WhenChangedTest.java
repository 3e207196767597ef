package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhenChangedTest {
  @TempDir private Path root;

  @WhenChanged(files = {"template.yaml", "parts"})
  private static final class Slow {}

  @WhenChanged(files = "nowhere.yaml")
  private static final class Misnamed {}

  @BeforeEach
  void files() throws IOException {
    Files.writeString(root.resolve("template.yaml"), "one");
    Files.createDirectories(root.resolve("parts"));
    Files.writeString(root.resolve("parts/a.yaml"), "two");
  }

  @Test
  void whatHasNotPassedRuns() {
    assertThat(at(Map.of()).skipped(Slow.class)).isEmpty();
  }

  @Test
  void whatPassedIsSkippedWithTheReasonUntilAFileChanges() throws IOException {
    at(Map.of()).notePassed(Slow.class);
    assertThat(at(Map.of()).skipped(Slow.class))
        .contains(
            "Slow: skipped, since it passed here and nothing of template.yaml, parts changed since;"
                + " -Deverything runs it");

    Files.writeString(root.resolve("parts/b.yaml"), "three");
    assertThat(at(Map.of()).skipped(Slow.class)).isEmpty();
    Files.delete(root.resolve("parts/b.yaml"));
    assertThat(at(Map.of()).skipped(Slow.class)).isPresent();
    Files.writeString(root.resolve("template.yaml"), "other");
    assertThat(at(Map.of()).skipped(Slow.class)).isEmpty();
  }

  @Test
  void inCiItAlwaysRuns() throws IOException {
    at(Map.of()).notePassed(Slow.class);
    assertThat(at(Map.of("CI", "true")).skipped(Slow.class)).isEmpty();
    assertThat(at(Map.of()).skipped(Slow.class)).isPresent();
  }

  @Test
  void aFileThatIsNotThereIsAMistake() {
    assertThatThrownBy(() -> at(Map.of()).skipped(Misnamed.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nowhere.yaml");
  }

  private WhenChanged.Condition at(Map<String, String> environment) {
    return new WhenChanged.Condition(root, environment);
  }
}
