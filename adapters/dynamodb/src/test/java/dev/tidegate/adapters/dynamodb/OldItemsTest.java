package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An upgrade happens while grants are live: what a version before this one wrote is read, and what
/// uses nothing new is written as that version wrote it, so that it can be rolled back.
class OldItemsTest {
  private static final RequestId ID = Samples.id(1);

  @Test
  void aCaseThatUsesNothingNewIsWrittenAsBefore() {
    AccessCase active = CaseScenario.active(ID).issued().now();
    Map<String, AttributeValue> item = CaseItems.write(active, active.dueAt());
    assertThat(item.keySet())
        .isEqualTo(
            Set.copyOf(
                List.of(
                    "pk",
                    "sk",
                    "form",
                    "version",
                    "state",
                    "grantState",
                    "submission",
                    "reviews",
                    "answeredAt",
                    "grant",
                    "sessions",
                    "head",
                    "ownerKey",
                    "ownerSort",
                    "stateKey",
                    "stateSort",
                    "dueKey",
                    "dueSort")));
    Item submission = Item.of(item).map("submission");
    assertThat(submission.attributes())
        .containsOnlyKeys(
            "id",
            "requester",
            "ask",
            "account",
            "target",
            "permissions",
            "decision",
            "at",
            "answerBy",
            "hash");
    assertThat(submission.map("ask").attributes())
        .containsOnlyKeys("entitlement", "parameters", "duration", "use", "ticket", "reason");
    assertThat(submission.map("decision").attributes())
        .containsOnlyKeys("outcome", "policy", "rules", "reasons", "approvals", "answerWithin");
    assertThat(CaseItems.read(item)).isEqualTo(active);
  }

  @Test
  void aRequestFromBeforeKeepsTheHashThatItsApproversSaw() {
    assertThat(
            Item.of(CaseItems.write(CaseScenario.submitted(ID).now(), Optional.empty()))
                .map("submission")
                .text("hash"))
        .isEqualTo("f35820addb447340201debabdb12c57664a6c852d256055fdfff356233a7843b");
  }
}
