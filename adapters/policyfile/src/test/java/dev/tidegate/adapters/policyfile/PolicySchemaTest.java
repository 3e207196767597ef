package dev.tidegate.adapters.policyfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published schema and the parser say the same, as far as a schema can say it.
class PolicySchemaTest {
  private static final Path SCHEMA =
      ShippedPoliciesTest.ROOT.resolve("docs/schemas/policy.schema.json");

  @Test
  void theSchemaTakesTheGoodPolicy() throws IOException {
    assertThat(errors(BadPolicy.good().getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  static List<Path> shipped() throws IOException {
    return ShippedPoliciesTest.shipped();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theSchemaTakesEveryPolicyThatIsShownToPeople(Path file) throws IOException {
    assertThat(errors(Files.readAllBytes(file))).isEmpty();
  }

  static List<BadPolicy> readable() throws IOException {
    return BadPolicy.all().stream()
        .filter(bad -> bad.findings().stream().noneMatch(one -> one.contains(" yaml-")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("readable")
  void theSchemaSeesWhatASchemaCanSee(BadPolicy bad) throws IOException {
    assertThat(errors(bad.bytes()).isEmpty()).isNotEqualTo(bad.schema());
  }

  private static Optional<YamlNode> tree(byte[] file) {
    return new TreeReader(new Findings()).read(file);
  }

  private static List<String> errors(byte[] file) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    return schema.validate(Json.of(tree(file).orElseThrow()), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
