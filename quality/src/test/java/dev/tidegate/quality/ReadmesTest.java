package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever opens the folder of a module finds in a few lines what it is for and what happens when
/// it fails.
class ReadmesTest {
  /// Of a function: what takes longer to say belongs into `docs/`.
  private static final int LONGEST = 10;

  /// What the README of a function says, in this order.
  private static final List<String> OF_A_FUNCTION =
      List.of("- **Triggered by:** ", "- **May:** ", "- **Writes:** ", "- **When it fails:** ");

  static List<String> modules() {
    return Repository.files(path -> path.endsWith("/pom.xml")).stream()
        .map(path -> path.substring(0, path.length() - "/pom.xml".length()))
        .filter(folder -> Files.isDirectory(Repository.root().resolve(folder).resolve("src")))
        .toList();
  }

  static List<String> functions() {
    return modules().stream().filter(folder -> folder.startsWith("functions/")).toList();
  }

  @Test
  void everyKindOfModuleIsLookedAt() {
    assertThat(modules()).contains("core", "cli", "adapters/aws", "functions/requests", "quality");
    assertThat(functions()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleHasAReadme(String folder) {
    List<String> lines = readme(folder).stream().filter(line -> !line.isBlank()).toList();

    assertThat(lines.getFirst()).startsWith("# ");
    assertThat(lines).hasSizeGreaterThan(2);
    assertThat(lines.get(1)).as("what it is, in a sentence").matches("[A-Z].{20,}");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theReadmeOfAFunctionSaysWhatTriggersItWhatItMayWhatItWritesAndWhenItFails(String folder) {
    List<String> lines = readme(folder);

    assertThat(lines.getFirst()).isEqualTo("# " + folder.substring("functions/".length()));
    assertThat(lines).hasSizeLessThanOrEqualTo(LONGEST);
    assertThat(lines.subList(4, lines.size()))
        .zipSatisfy(OF_A_FUNCTION, (line, beginning) -> assertThat(line).startsWith(beginning));
  }

  private static List<String> readme(String folder) {
    return Repository.text(folder + "/README.md").orElseThrow().lines().toList();
  }
}
