package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A change of any value reaches the published version that a function is called by. The template
/// is transformed by the translator that SAM uses; then each parameter is changed in turn, and each
/// resource replaced.
///
/// A version keeps the configuration that it was published with; and Lambda publishes none when
/// nothing changed, which fails the deployment. [AWS: Lambda DG, "Manage Lambda function versions"]
@Execution(ExecutionMode.CONCURRENT)
class PublishedVersionsIT {
  private static final Path ROOT = RepoRoot.path();

  private static List<Change> changes;

  /// @param what the parameter or resource
  /// @param configuration whether the function is configured otherwise
  /// @param version whether another version is published
  private record Change(String what, String function, boolean configuration, boolean version) {
    static Change of(String line) {
      String[] parts = line.split(" ", -1);
      return new Change(
          parts[0], parts[1], Boolean.parseBoolean(parts[2]), Boolean.parseBoolean(parts[3]));
    }
  }

  @BeforeAll
  static void changeEachValue() throws Exception {
    changes = changes(ROOT.resolve("template.yaml"));
  }

  @Test
  void aVersionIsPublishedWhenAndOnlyWhenTheConfigurationChanges() {
    assertThat(changes).filteredOn(one -> one.configuration() != one.version()).isEmpty();
  }

  @Test
  void eachFunctionThatIsCalledByAnAliasIsLookedAt() {
    assertThat(changes.stream().map(Change::function).collect(Collectors.toSet()))
        .isEqualTo(
            Template.read(ROOT.resolve("template.yaml"))
                .ofType("AWS::Serverless::Function")
                .entrySet()
                .stream()
                .filter(function -> function.getValue().containsKey("AutoPublishAlias"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
  }

  /// The changes that matter are among them, so that the test above can fail.
  @Test
  void aChangedGroupClaimOrTableIsAChangeOfTheFunctionsThatHaveIt() {
    Map<String, Set<String>> found = new TreeMap<>();
    changes.stream()
        .filter(Change::configuration)
        .forEach(
            one -> found.computeIfAbsent(one.what(), _ -> new TreeSet<>()).add(one.function()));
    assertThat(found)
        .containsKeys("AdminGroup", "SecurityGroup", "GroupsClaim", "LabelClaim", "Table")
        .containsKeys("ConsoleIssuer", "FederationEndpoint", "LedgerTable", "CheckpointKey")
        .allSatisfy((_, functions) -> assertThat(functions).hasSize(7));
  }

  @Test
  void aValueThatIsNotAmongTheSettingsIsFound(@TempDir Path folder) throws Exception {
    assertThat(broken(folder, "          - !Ref AdminGroup\n", ""))
        .extracting(Change::what, Change::configuration, Change::version)
        .contains(org.assertj.core.groups.Tuple.tuple("AdminGroup", true, false));
  }

  @Test
  void aVersionOfAnUnchangedFunctionIsFound(@TempDir Path folder) throws Exception {
    assertThat(broken(folder, "          TIDEGATE_SETTINGS: !Ref Settings\n", ""))
        .extracting(Change::what, Change::function, Change::configuration, Change::version)
        .contains(
            org.assertj.core.groups.Tuple.tuple("ConsoleIssuer", "RecordsFunction", false, true));
  }

  private static List<Change> broken(Path folder, String old, String fresh) throws Exception {
    String text = Files.readString(ROOT.resolve("template.yaml"));
    assertThat(text).contains(old);
    Path file = Files.writeString(folder.resolve("template.yaml"), text.replace(old, fresh));
    return changes(file);
  }

  private static List<Change> changes(Path template) throws IOException, InterruptedException {
    PythonEnvironment environment =
        PythonEnvironment.of(
            ROOT.resolve(".local/python"),
            ROOT.resolve("local/requirements.txt"),
            "emulator",
            Progress.to(System.out));
    Path script = Files.createTempFile("published-versions", ".py");
    try {
      Files.write(
          script,
          Objects.requireNonNull(
                  PublishedVersionsIT.class.getResourceAsStream("/published_versions.py"))
              .readAllBytes());
      Process process =
          new ProcessBuilder(
                  environment.python().toString(), script.toString(), template.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return output.lines().map(Change::of).toList();
    } finally {
      Files.delete(script);
    }
  }
}
