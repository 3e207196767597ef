package dev.tidegate.quality;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The zips that go to AWS hold what their function needs and nothing else, and nothing in them
/// says when they were built, or on which JDK.
class ZipIT {
  /// `project.build.outputTimestamp` of the root `pom.xml`.
  private static final LocalDateTime BUILT = LocalDateTime.of(2026, 1, 1, 0, 0);

  /// The AWS services that each function calls, or whose types it reads.
  private static final Map<String, Set<String>> SERVICES =
      Map.ofEntries(
          entry("requests", Set.of("dynamodb")),
          entry("reviews", Set.of("dynamodb")),
          entry("revocations", Set.of("dynamodb")),
          entry("policies", Set.of("dynamodb")),
          entry("sessions", Set.of("dynamodb", "sts")),
          entry("start-grant", Set.of("dynamodb", "iam", "scheduler", "sts")),
          entry("end-grant", Set.of("dynamodb", "iam", "lambda", "scheduler", "sts")),
          entry("sweep-grants", Set.of("dynamodb", "lambda")),
          entry("publish", Set.of("dynamodb", "eventbridge")),
          entry("drift-check", Set.of("dynamodb", "iam", "lambda", "sts")),
          entry("checks", Set.of("lambda")),
          entry("activity", Set.of("dynamodb")),
          entry("checkpoints", Set.of("dynamodb", "kms", "s3")),
          entry("records", Set.of("dynamodb", "kms")),
          entry("access-reports", Set.of("dynamodb", "s3")));

  private static final Set<String> ALL_SERVICES =
      Set.of(
          "cloudtrail",
          "cloudwatch",
          "dynamodb",
          "eventbridge",
          "iam",
          "kms",
          "lambda",
          "s3",
          "scheduler",
          "sns",
          "sqs",
          "sts");

  static List<String> functions() throws IOException {
    try (Stream<Path> folders = Files.list(Repository.root().resolve("functions"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("src/main/java")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void everyFunctionIsKnownHere() throws IOException {
    assertThat(functions()).containsExactlyInAnyOrderElementsOf(SERVICES.keySet());
  }

  @Test
  void whoWantsTheZipsIsBuiltAfterEachOfThem() throws IOException {
    String after = Repository.text("functions/zips/pom.xml").orElseThrow();
    assertThat(functions())
        .allSatisfy(name -> assertThat(after).contains("<artifactId>" + name + "</artifactId>"));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aZipHoldsItsFunctionAndTheServicesThatItCalls(String function) throws IOException {
    List<String> entries = new ArrayList<>();
    try (ZipFile zip = open(function)) {
      zip.stream().map(ZipEntry::getName).forEach(entries::add);
    }
    assertThat(entries).allMatch(name -> name.matches("bootstrap|lib/|lib/[\\w.-]+\\.jar"));
    List<String> jars =
        entries.stream()
            .filter(name -> name.endsWith(".jar"))
            .map(name -> name.substring("lib/".length()).replaceAll("-\\d[\\w.]*\\.jar$", ""))
            .toList();
    assertThat(jars).doesNotHaveDuplicates().contains(function, "tidegate-core");
    assertThat(jars.stream().filter(functions()::contains)).containsExactly(function);
    assertThat(jars).doesNotContain("tidegate-local", "tidegate-cli", "junit-jupiter-api");
    assertThat(jars)
        .as("HTTP clients: one of them, and none with threads of its own")
        .contains("url-connection-client")
        .doesNotContainAnyElementsOf(PomTest.HTTP_CLIENTS)
        .noneMatch(jar -> jar.matches("(netty|httpclient|httpcore).*"));
    Set<String> services = new TreeSet<>(jars);
    services.retainAll(ALL_SERVICES);
    assertThat(services)
        .as("AWS services")
        .containsExactlyInAnyOrderElementsOf(SERVICES.getOrDefault(function, Set.of()));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void nothingInAZipSaysWhenOrOnWhatItWasBuilt(String function) throws IOException {
    List<String> dated = new ArrayList<>();
    try (ZipFile zip = open(function)) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (!entry.getTimeLocal().equals(BUILT)) {
          dated.add(entry.getName());
        }
        if (entry.getName().matches("lib/(tidegate-.*|" + function + "-\\d.*)\\.jar")) {
          dated.addAll(datedIn(zip, entry));
        }
      }
    }
    assertThat(dated).isEmpty();
  }

  private static List<String> datedIn(ZipFile zip, ZipEntry jar) throws IOException {
    List<String> dated = new ArrayList<>();
    try (InputStream bytes = zip.getInputStream(jar);
        ZipInputStream in = new ZipInputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.getTimeLocal().equals(BUILT)) {
          dated.add(jar.getName() + "!" + entry.getName());
        }
        if (entry.getName().equals("META-INF/MANIFEST.MF")
            && new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("Jdk")) {
          dated.add(jar.getName() + "'s manifest");
        }
      }
    }
    return dated;
  }

  private static ZipFile open(String function) throws IOException {
    return new ZipFile(
        Repository.root()
            .resolve("functions/" + function + "/target/" + function + ".zip")
            .toFile());
  }
}
