package dev.tidegate.wire.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What functions write of a case, read as the command line reads it.
class RequestViewTest {
  @Test
  void whatIsWrittenOfACaseInEachStateIsRead() {
    CaseScenario.everyState(1).forEach((name, story) -> check(name, story.now()));
  }

  @Test
  void whatAnotherServerLeavesOutReadsAsEmpty() {
    RequestView view = new RequestView(Json.object().build());

    assertThat(view.id()).isEqualTo("?");
    assertThat(view.grant()).isEmpty();
    assertThat(view.parameters()).isEmpty();
    assertThat(view.ownAnswer()).isEmpty();
  }

  private static void check(String name, AccessCase of) {
    RequestView view = again(RequestJson.of(of));
    Submission asked = of.request().submission();
    assertThat(view.id()).as(name).isEqualTo(of.id().text());
    assertThat(view.hash()).contains(asked.hash());
    assertThat(view.state()).isEqualTo(CaseState.of(of.request()).word());
    assertThat(view.stage()).as(name).isEqualTo(of.state().word());
    assertThat(view.entitlement()).isEqualTo(asked.ask().entitlement().text());
    assertThat(view.account()).contains(asked.account().name().text());
    Map<String, String> parameters = new TreeMap<>();
    asked.ask().parameters().forEach((key, value) -> parameters.put(key.text(), value));
    assertThat(view.parameters()).isEqualTo(parameters);
    assertThat(view.requester()).isEqualTo(asked.requester().label());
    assertThat(view.submittedAt()).contains(asked.at());
    assertThat(view.startsAt()).isEqualTo(asked.ask().startsAt());
    assertThat(view.temporaryPolicy()).isEqualTo(asked.target() instanceof Target.ExistingRole);
    assertThat(view.decision()).isPresent();
    assertThat(view.reviews()).hasSameSizeAs(of.request().reviews());
    check(name, view.grant(), of);
    AccessCase viewed = of;
    RequestView answered = again(new ViewerView(Samples.BOB, Samples.T0).answered(viewed));
    assertThat(answered.ownAnswer().isPresent())
        .as(name)
        .isEqualTo(
            of.request().reviews().stream()
                .anyMatch(review -> review.reviewer().id().equals(Samples.BOB.id())));
  }

  private static void check(String name, Optional<RequestView.GrantView> view, AccessCase of) {
    assertThat(view.isPresent()).as(name).isEqualTo(of.grant().isPresent());
    if (view.isPresent()) {
      Grant grant = of.grant().orElseThrow();
      assertThat(view.get().id()).isEqualTo(grant.id().text());
      assertThat(view.get().state()).as(name).isEqualTo(CaseState.of(grant).word());
      assertThat(view.get().startsAt()).contains(grant.terms().startsAt());
      assertThat(view.get().endsAt()).contains(grant.terms().endsAt());
      assertThat(view.get().endedAt().isPresent()).isEqualTo(grant instanceof Grant.Ended);
      assertThat(view.get().ending().isPresent())
          .isEqualTo(grant instanceof Grant.Ending || grant instanceof Grant.Ended);
      assertThat(view.get().sessions()).contains((long) of.sessions().count());
    }
  }

  private static RequestView again(Json written) {
    return new RequestView(JsonReader.ANSWER.tree(JsonWriter.compact(written)).orElseThrow());
  }
}
