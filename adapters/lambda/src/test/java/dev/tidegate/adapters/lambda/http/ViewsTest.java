package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.wire.api.RequestJson;
import dev.tidegate.wire.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final RequestId ID = Samples.id(1);

  @Test
  void aRequestThatWaits() {
    assertThat(Trees.write(RequestJson.of(CaseScenario.submitted(ID).now())))
        .isEqualTo(
            """
            {"id":"r-0000000000000001","hash":"%s","state":"Pending",\
            "entitlement":"orders-table-read","parameters":{"table":"orders"},"duration":"1h",\
            "use":"incident","ticket":"OPS-123","reason":"orders stay in the queue",\
            "account":"orders-prod","kind":"session",\
            "requester":{"id":"https://id.example.com/pool|alice-0001","label":"alice"},\
            "submittedAt":"2026-03-01T10:00:00Z","answerBy":"2026-03-01T18:00:00Z",\
            "decision":{"outcome":"NeedsApproval","policy":"%s","rules":["orders-dev-read"],\
            "reasons":[{"rule":"orders-dev-read","condition":"group","met":true,\
            "text":"you are in orders-dev"},{"rule":"orders-admin","condition":"use","met":false,\
            "text":"use: one of hotfix expected"}],\
            "approvals":[{"name":"approvers","groups":["orders-leads"],"needed":1,"given":0}]},\
            "reviews":[],"owed":"answer"}\
            """
                .formatted(Samples.submission(ID).hash(), Samples.POLICY.hex()));
  }

  @Test
  void aGrantThatARevokeEnded() {
    Json view =
        RequestJson.of(CaseScenario.active(ID).issued().revoked(Samples.SAM, "enough").now());

    assertThat(view.text("state")).contains("Approved");
    assertThat(Trees.write(view.at("grant").orElseThrow()))
        .isEqualTo(
            """
            {"id":"g-0000000000000001","state":"Ending","startsAt":"2026-03-01T10:01:00Z",\
            "endsAt":"2026-03-01T11:01:00Z","ending":{"why":"revoked",\
            "by":{"id":"https://id.example.com/pool|sam-0001","label":"sam"},"reason":"enough",\
            "at":"2026-03-01T10:04:00Z"},"sessions":1}\
            """);
    assertThat(Trees.write(view)).contains("\"needed\":1,\"given\":1");
  }

  @Test
  void everyStateHasAView() {
    CaseScenario.everyState(100)
        .forEach(
            (name, story) -> {
              InMemoryCaseStore store = new InMemoryCaseStore();
              story.in(store);
              CaseEvents part = store.events(story.now().id(), 0).orElseThrow();

              String json = Trees.write(PageTokens.shown(part, List.of("events")));

              assertThat(json).as(name).contains("\"events\":[{\"seq\":1,").doesNotContain("null");
              assertThat(name).startsWith(part.current().state().word());
            });
  }
}
