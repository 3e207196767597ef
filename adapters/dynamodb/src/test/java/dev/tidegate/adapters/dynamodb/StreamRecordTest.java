package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.GrantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StreamRecordTest {
  @Test
  void a_record_gives_key_image_name_and_number() {
    StreamRecord changed =
        only(
            Map.of(
                "eventName",
                "MODIFY",
                "dynamodb",
                Map.of(
                    "SequenceNumber",
                    "17",
                    "Keys",
                    Map.of("pk", Map.of("S", "r-0000000000000001"), "sk", Map.of("S", "CASE")),
                    "NewImage",
                    Map.of(
                        "version", Map.of("N", "3"),
                        "ending", Map.of("BOOL", true),
                        "list", Map.of("L", List.of(Map.of("S", "x"))),
                        "map", Map.of("M", Map.of("k", Map.of("S", "v")))))));

    assertThat(changed.sequence()).isEqualTo("17");
    assertThat(changed.eventName()).isEqualTo("MODIFY");
    assertThat(StreamKeys.grantOfCase(changed.keys())).contains(new GrantId("g-0000000000000001"));
    assertThat(changed.newImage())
        .isEqualTo(
            Map.of(
                "version", AttributeValue.fromN("3"),
                "ending", AttributeValue.fromBool(true),
                "list", AttributeValue.fromL(List.of(AttributeValue.fromS("x"))),
                "map", AttributeValue.fromM(Map.of("k", AttributeValue.fromS("v")))));
  }

  @Test
  void a_record_without_images_has_empty_ones() {
    StreamRecord gone =
        only(
            Map.of(
                "eventName",
                "REMOVE",
                "dynamodb",
                Map.of(
                    "SequenceNumber",
                    "1",
                    "Keys",
                    Map.of("grantId", Map.of("S", "g-0000000000000001")))));

    assertThat(gone.newImage()).isEmpty();
    assertThat(StreamKeys.grantOfWatch(gone.keys())).contains(new GrantId("g-0000000000000001"));
  }

  @Test
  void what_is_wrong_with_one_attribute_shows_when_it_is_read() {
    StreamRecord odd =
        only(
            Map.of(
                "dynamodb",
                Map.of(
                    "SequenceNumber",
                    "1",
                    "Keys",
                    Map.of("pk", Map.of("S", "x")),
                    "NewImage",
                    Map.of("a", Map.of("Z", "?")))));

    assertThat(odd.keys()).containsKey("pk");
    assertThatThrownBy(odd::newImage).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_event_of_something_else_has_no_records() {
    assertThat(StreamRecord.of(Map.of("grantId", "g-0000000000000001"))).isEmpty();
    assertThatThrownBy(() -> StreamRecord.of(Map.of("Records", List.of(Map.of()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("record 0");
  }

  private static StreamRecord only(Map<String, Object> tree) {
    return StreamRecord.of(Map.of("Records", List.of(tree))).orElseThrow().getFirst();
  }
}
