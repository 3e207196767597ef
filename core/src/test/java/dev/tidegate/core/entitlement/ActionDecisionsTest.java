package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.ActionDecision.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionDecisionsTest {
  private final ActionDecisions decisions = ActionDecisions.get();

  @ParameterizedTest
  @CsvSource({
    "s3:PutBucketPolicy, REFUSE",
    "S3:putbucketpolicy, REFUSE",
    "s3:GetDataAccess, DENY",
    "logs:StartLiveTail, TELL",
    "s3:DeleteBucketPolicy, LEAVE",
    "sts:SomethingNew, REFUSE",
    "sts:DecodeAuthorizationMessage, LEAVE",
    "sso:ListAccounts, REFUSE"
  })
  void anActionIsDecidedByItsNameOrForItsService(String action, Verdict verdict) {
    assertThat(decisions.of(action)).map(ActionDecision::verdict).contains(verdict);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb:GetItem", "orders:GetItem", "s3:PutObject"})
  void whatEndsWithTheGrantNeedNotBeDecided(String action) {
    assertThat(decisions.of(action)).isEqualTo(Optional.empty());
    assertThat(decisions.covered(action)).isEmpty();
  }

  @Test
  void aWildcardCoversWhatBeginsLikeIt() {
    assertThat(decisions.covered("lambda:Add*"))
        .extracting(ActionDecision::action)
        .containsExactly("lambda:AddLayerVersionPermission", "lambda:AddPermission");
    assertThat(decisions.covered("lambda:AddPermission*"))
        .extracting(ActionDecision::action)
        .containsExactly("lambda:AddPermission");
    assertThat(decisions.covered("organizations:D*"))
        .extracting(ActionDecision::action)
        .containsExactly("organizations:*");
  }

  @Test
  void eachActionThatIsKnownToLeaveSomethingBehindIsRefusedDeniedOrTold() throws IOException {
    List<String> known =
        Files.readAllLines(
                Path.of("src/test/resources/dev/tidegate/core/entitlement/outliving.txt"))
            .stream()
            .filter(line -> !line.startsWith("#"))
            .flatMap(line -> Stream.of(line.split(" ")))
            .toList();

    assertThat(known).hasSizeGreaterThan(150);
    assertThat(known)
        .allSatisfy(
            action ->
                assertThat(decisions.of(action))
                    .as(action)
                    .map(ActionDecision::verdict)
                    .hasValueSatisfying(
                        verdict ->
                            assertThat(verdict).isIn(Verdict.REFUSE, Verdict.DENY, Verdict.TELL)));
  }

  /// Reasons stand in messages: a clause after a colon, or a sentence of its own.
  @Test
  void eachReasonFitsIntoItsMessage() {
    assertThat(decisions.all())
        .allSatisfy(
            decision -> {
              boolean told = decision.verdict() == Verdict.TELL;
              assertThat(decision.reason().startsWith("After the end, ")).isEqualTo(told);
              assertThat(decision.reason().endsWith(".")).isEqualTo(told);
              assertThat(decision.reason().contains("{action}")).isEqualTo(told);
            });
  }

  /// What the sentences about what remains rest on: nobody is told nothing by mistake.
  @Test
  void someAreOfEachVerdictAndOfEachKind() {
    List<ActionDecision> all = decisions.all();

    assertThat(all).extracting(ActionDecision::verdict).contains(Verdict.values());
    assertThat(all).extracting(ActionDecision::kind).contains(ActionDecision.Kind.values());
  }
}
