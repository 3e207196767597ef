package dev.tidegate.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.record.EventType;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every event, held against the schema.
class OcsfLinesTest {
  private static final String AT = "2026-03-01T10:00:00Z";

  private final OcsfSchema schema = new OcsfSchema();

  OcsfLinesTest() throws IOException {}

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyKindOfEventIsAsTheSchemaHasIt(EventType type) {
    Json line = line(type.word(), Json.object().put("grant", "g-1").put("why", "no").build());

    assertThat(schema.objections(line)).isEmpty();
    assertThat(line.number("time")).contains(Instant.parse(AT).toEpochMilli());
    assertThat(line.text("message")).contains(type.word());
  }

  @Test
  void whatHasNoGrantAndWhatThisVersionDoesNotKnowAreSoToo() {
    assertThat(schema.objections(line("policy.pushed", Json.object().build()))).isEmpty();
    Json unknown = line("grant.paused", Json.object().build());
    assertThat(schema.objections(unknown)).isEmpty();
    assertThat(unknown.text("activity_name")).contains("grant.paused");
  }

  @Test
  void whatCouldNotBeReadIsSoTooAndCritical() {
    Json item =
        Json.object()
            .put("subject", "policy")
            .put("seq", 3)
            .put("at", AT)
            .put("unreadable", "f".repeat(64))
            .build();
    Json line = JsonReader.ANSWER.tree(new OcsfLines().unreadable(item)).orElseThrow();

    assertThat(schema.objections(line)).isEmpty();
    assertThat(line.number("severity_id")).contains(5L);
  }

  @Test
  void aSessionSaysWhoseItIsAndUntilWhen() {
    Json line =
        line(
            "session.issued",
            Json.object().put("grant", "g-1").put("until", "2026-03-01T11:00:00Z").build());

    assertThat(line.number("type_uid")).contains(300301L);
    assertThat(line.at("user").orElseThrow().text("uid")).contains("https://issuer|alice");
    assertThat(line.at("session").orElseThrow().number("expiration_time"))
        .contains(Instant.parse("2026-03-01T11:00:00Z").toEpochMilli());
    assertThat(line.texts("privileges")).containsExactly("g-1");
  }

  @ParameterizedTest
  @CsvSource({
    "request.refused,allowed,600301,2,2",
    "request.submitted,allowed,600301,1,1",
    "activity.after-end,refused,600399,3,2",
    "activity.after-end,allowed,600399,4,1",
    "audit.chain-broken,allowed,600399,5,1",
    "audit.checked,allowed,600399,1,1"
  })
  void howGraveItIsFollowsFromWhatItIs(
      String type, String outcome, long uid, long severity, long status) {
    Json line = line(type, Json.object().put("outcome", outcome).build());

    assertThat(line.number("type_uid")).contains(uid);
    assertThat(line.number("severity_id")).contains(severity);
    assertThat(line.number("status_id")).contains(status);
  }

  @Test
  void theTableFindsWhatIsNotInTheSchema() {
    Json line = line("grant.active", Json.object().build());
    Json.Builder more = Json.object();
    line.entries().forEach(more::put);
    more.put("shoe_size", 43).put("severity_id", 7).put("actor", Json.object().build());
    more.put("activity_name", "Delete");

    assertThat(schema.objections(more.build()))
        .contains("shoe_size is not in the schema", "activity_name: Optional[Delete] for Update")
        .anyMatch(text -> text.startsWith("severity_id is not one of"))
        .anyMatch(text -> text.startsWith("actor. has 0 of [process, user"));
  }

  private static Json line(String type, Json details) {
    Json event =
        Json.object()
            .put("subject", "r-0000000000000001")
            .put("seq", 3)
            .put("at", AT)
            .put("type", type)
            .put(
                "actor",
                Json.object().put("id", "https://issuer|alice").put("label", "alice").build())
            .put("details", details)
            .put("prev", "0".repeat(64))
            .put("hash", "1".repeat(64))
            .build();
    return JsonReader.ANSWER.tree(new OcsfLines().event(event)).orElseThrow();
  }
}
