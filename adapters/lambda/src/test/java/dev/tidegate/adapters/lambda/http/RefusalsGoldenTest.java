package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.SampleDecisions;
import dev.tidegate.wire.api.DecisionView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the API says of every reason there is, byte for byte.
class RefusalsGoldenTest {
  @Test
  void everyAnswerIsAsItWas() throws IOException {
    List<String> said = new ArrayList<>();
    SampleDecisions.all()
        .forEach(
            (name, decision) -> {
              said.add("# " + name);
              said.add(said(decision));
            });

    assertThat(said).containsExactlyElementsOf(golden());
  }

  private static String said(Decision decision) {
    return switch (decision) {
      case Decision.Refused refused -> Refusals.of(new Assessment.Refused(refused)).reply().body();
      case Decision.Allowed _, Decision.NeedsApproval _ -> Trees.write(DecisionView.of(decision));
    };
  }

  private static List<String> golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RefusalsGoldenTest.class.getResourceAsStream("/refusals.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
