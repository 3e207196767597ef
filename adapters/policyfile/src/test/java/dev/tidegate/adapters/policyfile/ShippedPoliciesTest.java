package dev.tidegate.adapters.policyfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.policies.PolicyParser.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every policy file that the repository shows to people is a valid one.
class ShippedPoliciesTest {
  static final java.nio.file.Path ROOT = java.nio.file.Path.of("..", "..");

  static List<Path> shipped() throws IOException {
    try (Stream<Path> found = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("local/src/main/resources/demo-policy.yaml")),
              found.filter(path -> path.getFileName().toString().equals("policy.yaml")))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void isValid(Path file) throws IOException {
    assertThat(new YamlPolicyParser().parse(Files.readAllBytes(file)))
        .isInstanceOf(Result.Valid.class);
  }
}
