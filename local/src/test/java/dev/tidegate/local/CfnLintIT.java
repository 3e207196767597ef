package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every template of the repository passes cfn-lint, at the version that `requirements-lint.txt`
/// pins.
@WhenChanged(
    files = {
      "template.yaml",
      "infrastructure",
      "local/requirements-lint.txt",
      "local/src/test/java/dev/tidegate/local/CfnLintIT.java"
    })
@Execution(ExecutionMode.CONCURRENT)
class CfnLintIT {
  private final Path root = RepoRoot.path();

  @Test
  void everyTemplateIsValid() throws Exception {
    List<String> files = new ArrayList<>(List.of("template.yaml"));
    try (Stream<Path> found = Files.walk(root.resolve("infrastructure"))) {
      found
          .filter(path -> path.getFileName().toString().endsWith("template.yaml"))
          .forEach(path -> files.add(root.relativize(path).toString()));
    }
    assertThat(files).hasSizeGreaterThan(1);
    Result result = lint(root, files);
    assertThat(result.output()).isBlank();
    assertThat(result.exit()).isZero();
  }

  @Test
  void aTemplateWithAMistakeIsNot(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("broken.yaml"),
        Files.readString(root.resolve("template.yaml"))
            .replace("KeyType: HASH", "KeyType: HASHED"));
    Result result = lint(folder, List.of("broken.yaml"));
    assertThat(result.output()).contains("HASHED");
    assertThat(result.exit()).isNotZero();
  }

  private record Result(int exit, String output) {}

  private Result lint(Path folder, List<String> files) throws IOException, InterruptedException {
    PythonEnvironment environment =
        PythonEnvironment.of(
            root.resolve(".local/python"),
            root.resolve("local/requirements-lint.txt"),
            "cfn-lint",
            Progress.to(System.out));
    List<String> command = new ArrayList<>(List.of(environment.executable("cfn-lint").toString()));
    command.addAll(files);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
