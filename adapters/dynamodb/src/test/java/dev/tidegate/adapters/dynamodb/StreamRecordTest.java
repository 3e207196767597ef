package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StreamRecordTest {
  @Test
  void aRecordGivesKeyImageNameAndNumber() {
    StreamRecord changed =
        only(
            """
            {"eventName":"MODIFY","dynamodb":{"SequenceNumber":"17",
             "Keys":{"pk":{"S":"r-0000000000000001"},"sk":{"S":"CASE"}},
             "NewImage":{"version":{"N":"3"},"ending":{"BOOL":true},"list":{"L":[{"S":"x"}]},
              "map":{"M":{"k":{"S":"v"}}}}}}
            """);

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
  void aRecordWithoutImagesHasEmptyOnes() {
    StreamRecord gone =
        only(
            """
            {"eventName":"REMOVE","dynamodb":{"SequenceNumber":"1",
             "Keys":{"grantId":{"S":"g-0000000000000001"}}}}
            """);

    assertThat(gone.newImage()).isEmpty();
    assertThat(StreamKeys.grantOfWatch(gone.keys())).contains(new GrantId("g-0000000000000001"));
  }

  @Test
  void whatIsWrongWithOneAttributeShowsWhenItIsRead() {
    StreamRecord odd =
        only(
            """
            {"dynamodb":{"SequenceNumber":"1","Keys":{"pk":{"S":"x"}},"NewImage":{"a":{"Z":"?"}}}}
            """);

    assertThat(odd.keys()).containsKey("pk");
    assertThatThrownBy(odd::newImage).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEventOfSomethingElseHasNoRecords() {
    assertThat(StreamRecord.of(json("{\"grantId\":\"g-0000000000000001\"}"))).isEmpty();
    assertThatThrownBy(() -> StreamRecord.of(json("{\"Records\":[{}]}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("record 0");
  }

  private static StreamRecord only(String text) {
    return StreamRecord.of(json("{\"Records\":[" + text + "]}")).orElseThrow().getFirst();
  }

  private static Json json(String text) {
    return JsonReader.EVENT.tree(text).orElseThrow();
  }
}
