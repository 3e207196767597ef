package dev.tidegate.adapters.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent, against the schema that is published.
class EventSchemaTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyEntryOfTheRecordFitsTheSchema(EventType type) throws IOException {
    assertThat(errors(BusEvent.of(event(type)))).isEmpty();
  }

  @Test
  void theSchemaNamesEveryTypeAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    JsonNode schema =
        JSON.readTree(Files.readString(ROOT.resolve("docs/schemas/events/event.json")));
    for (JsonNode branch : schema.get("oneOf")) {
      branch.at("/properties/detail-type/enum").forEach(word -> named.add(word.textValue()));
    }

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventType.values()).map(EventType::word).toList());
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void thePageNamesEveryType(EventType type) throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/events.md"))).contains("`" + type.word() + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"requestId", "grantId", "seq", "at", "actor", "details"})
  void theSchemaRefusesAnEventThatLacksAField(String field) throws IOException {
    ObjectNode event = envelope(BusEvent.of(event(EventType.GRANT_ACTIVE)));
    assertThat(errors(event)).isEmpty();

    ((ObjectNode) event.get("detail")).remove(field);

    assertThat(errors(event)).isNotEmpty();
  }

  @Test
  void theSchemaRefusesWhatItDoesNotKnow() throws IOException {
    ObjectNode more = envelope(BusEvent.of(event(EventType.REQUEST_SUBMITTED)));
    ((ObjectNode) more.get("detail")).put("token", "x");
    ObjectNode type = envelope(BusEvent.of(event(EventType.REQUEST_SUBMITTED)));
    type.put("detail-type", "request.gone");

    assertThat(errors(more)).isNotEmpty();
    assertThat(errors(type)).isNotEmpty();
  }

  @Test
  void theGrantOfAGrantSEventIsTheOneOfItsRequest() throws IOException {
    JsonNode detail = JSON.readTree(BusEvent.of(event(EventType.SESSION_REFUSED)).detail());

    assertThat(detail.get("grantId").textValue()).isEqualTo("g-0000000000000001");
    assertThat(detail.get("actor").get("id").textValue()).isEqualTo("https://idp|\"é|x");
  }

  private static AuditEvent event(EventType type) {
    return AuditEvent.after(
        ChainHead.START,
        switch (type.word().substring(0, type.word().indexOf('.'))) {
          case "activity" ->
              type == EventType.ACTIVITY_UNISSUED_SESSION ? "activity" : "r-0000000000000001";
          case "policy" -> "policy";
          case "audit" -> "audit";
          default -> "r-0000000000000001";
        },
        NOW,
        type,
        new Actor.Person(new PrincipalId("https://idp", "\"é|x"), "alice"),
        Map.of("reason", "line one\nline \"two\" →"));
  }

  private static ObjectNode envelope(BusEvent event) throws IOException {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("source", EventBridgePublisher.SOURCE);
    envelope.put("detail-type", event.type());
    envelope.set("detail", JSON.readTree(event.detail()));
    return envelope;
  }

  private static List<String> errors(BusEvent event) throws IOException {
    return errors(envelope(event));
  }

  private static List<String> errors(JsonNode event) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(ROOT.resolve("docs/schemas/events/event.json")), InputFormat.JSON);
    return schema.validate(event.toString(), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
