package dev.tidegate.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFolderTest {
  @TempDir Path folder;

  @Test
  void filesThatEqualWhatIsWrittenPassAndAnyOtherByteFails() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "=== one\n1\n=== two\n2\n");

    both("2").check("");

    assertThatThrownBy(() -> both("2 ").check("")).isInstanceOf(AssertionError.class);
  }

  @Test
  void aFileThatNothingWritesAndOneThatIsMissingFail() throws IOException {
    assertThatThrownBy(() -> both("2").check("")).isInstanceOf(AssertionError.class);
    Files.writeString(folder.resolve("a.txt"), "=== one\n1\n=== two\n2\n");
    Files.writeString(folder.resolve("b.txt"), "");

    assertThatThrownBy(() -> both("2").check("")).isInstanceOf(AssertionError.class);
  }

  @Test
  void writingAnewFailsOnceAndPassesThen() throws IOException {
    Files.writeString(folder.resolve("b.txt"), "");

    assertThatThrownBy(() -> both("3").check("write"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("written anew");

    assertThat(folder.resolve("b.txt")).doesNotExist();
    both("3").check("");
  }

  @Test
  void nothingIsNeverAsExpected() {
    assertThatThrownBy(() -> new GoldenFolder(folder).check("")).isInstanceOf(AssertionError.class);
  }

  private GoldenFolder both(String second) {
    GoldenFolder golden = new GoldenFolder(folder);
    golden.add("a.txt", "one", "1");
    golden.add("a.txt", "two", second);
    return golden;
  }
}
