package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What holds for every module stands in the root `pom.xml` alone. That no zip holds one of the
/// HTTP clients that the SDK brings along is for [ZipIT].
class PomTest {
  /// What each service of the SDK brings along, beside the one that every client of ours runs on.
  static final List<String> HTTP_CLIENTS = List.of("apache-client", "netty-nio-client");

  private static final Pattern MANAGED_SERVICE =
      Pattern.compile(
          "<artifactId>([a-z0-9]+)</artifactId><version>\\$\\{awssdk.version}</version>\\s*<exclusions>(.*)</exclusions>");

  /// Modules of the SDK that are no service, and bring no HTTP client along.
  private static final Set<String> NO_SERVICES =
      Set.of(
          "auth",
          "aws-core",
          "http-auth-aws",
          "http-auth-spi",
          "http-client-spi",
          "iam-policy-builder",
          "identity-spi",
          "profiles",
          "regions",
          "retries",
          "retries-spi",
          "sdk-core",
          "url-connection-client",
          "utils",
          "utils-lite");

  @Test
  void noModuleNamesAnHttpClientThatItDoesWithout() {
    assertThat(modules())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            path -> assertThat(Repository.text(path).orElseThrow()).doesNotContain(HTTP_CLIENTS));
  }

  @Test
  void theRootLeavesThemOutForEveryServiceThatAModuleUses() {
    Set<String> managed = new TreeSet<>();
    Matcher found = MANAGED_SERVICE.matcher(Repository.text("pom.xml").orElseThrow());
    while (found.find()) {
      assertThat(found.group(2)).contains(HTTP_CLIENTS);
      managed.add(found.group(1));
    }
    Set<String> used = new TreeSet<>();
    Pattern use =
        Pattern.compile(
            "<groupId>software.amazon.awssdk</groupId><artifactId>([a-z0-9-]+)</artifactId>");
    for (String path : modules()) {
      use.matcher(Repository.text(path).orElseThrow())
          .results()
          .forEach(result -> used.add(result.group(1)));
    }
    used.removeAll(NO_SERVICES);
    assertThat(managed).isEqualTo(used);
  }

  private static List<String> modules() {
    return Repository.files(path -> path.endsWith("/pom.xml"));
  }
}
