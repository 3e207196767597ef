package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.SampleDecisions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DecisionItemsTest {
  @Test
  void reasonsAreStoredInTheFourFieldsThatEveryVersionReads() {
    Map<String, AttributeValue> stored =
        DecisionItems.write(SampleDecisions.approvedByAGuardrail());

    assertThat(new Item("item", stored).maps("reasons"))
        .extracting(Item::attributes)
        .hasSize(34)
        .allSatisfy(one -> assertThat(one).containsOnlyKeys("rule", "condition", "met", "text"))
        .contains(
            reason("everywhere", "duration", true, "the duration is within 1h30m (a guardrail)"),
            reason("developers", "unit", true, "the account is within /prod"));
  }

  @Test
  void aDecisionIsReadBackAsItWasSaid() {
    Decision decided = SampleDecisions.approvedByAGuardrail();

    assertThat(DecisionItems.read(new Item("item", DecisionItems.write(decided))))
        .isEqualTo(decided.recorded())
        .isNotEqualTo(decided);
    assertThat(DecisionItems.write(decided.recorded())).isEqualTo(DecisionItems.write(decided));
  }

  /// Of a version that knew other conditions, before this one or after it.
  @Test
  void aReasonOfAKindThatIsNotKnownHereIsReadAsItWasSaid() {
    Map<String, AttributeValue> stored =
        new LinkedHashMap<>(DecisionItems.write(SampleDecisions.allowedBrokenGlass()));
    stored.put(
        "reasons",
        AttributeValues.maps(
            List.of(reason("night", "moon", false, "moon: a full moon expected"))));

    assertThat(DecisionItems.read(new Item("item", stored)).grounds().reasons())
        .containsExactly(
            new Reason.Recorded(new Name("night"), "moon", false, "moon: a full moon expected"));
  }

  private static Map<String, AttributeValue> reason(
      String rule, String condition, boolean met, String text) {
    return Map.of(
        "rule", AttributeValues.text(rule),
        "condition", AttributeValues.text(condition),
        "met", AttributeValues.flag(met),
        "text", AttributeValues.text(text));
  }
}
