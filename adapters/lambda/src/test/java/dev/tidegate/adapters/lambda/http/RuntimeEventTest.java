package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.core.principal.Group;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// An event as API Gateway sends it, read and answered by the serializer of the Java runtime.
class RuntimeEventTest {
  private final List<Call> calls = new ArrayList<>();

  @Test
  void anEventIsReadAndAnsweredAsTheRuntimeDoes() throws IOException {
    APIGatewayV2HTTPEvent event;
    try (InputStream json =
        Objects.requireNonNull(getClass().getResourceAsStream("/submit-event.json"))) {
      event =
          JacksonFactory.getInstance().getSerializer(APIGatewayV2HTTPEvent.class).fromJson(json);
    }
    FrontController api =
        new FrontController(
            Map.of(
                "POST /v1/requests",
                call -> {
                  calls.add(call);
                  return Reply.json(201, Trees.json(Map.of("a", "b")))
                      .with("Location", "/v1/requests/r-1");
                }),
            Fronts.at(() -> Instant.parse("2026-03-01T10:00:00Z"), new Captured()));

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JacksonFactory.getInstance()
        .getSerializer(APIGatewayV2HTTPResponse.class)
        .toJson(api.handle(event, new TestContext()), out);

    Call call = calls.getFirst();
    assertThat(call.caller().label()).isEqualTo("alice");
    assertThat(call.caller().id().canonical())
        .isEqualTo(
            "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI"
                + "|4f1c8b1e-7021-70a2-2d8f-0a1b2c3d4e5f");
    assertThat(call.caller().groups())
        .containsExactly(new Group("orders-dev"), new Group("orders-leads"));
    assertThat(call.id()).isEqualTo("r-0000000000000001");
    assertThat(call.query()).isEqualTo(Map.of("limit", "5"));
    assertThat(call.header("idempotency-key")).contains("one,two");
    assertThat(JsonBody.none(call.body())).isInstanceOf(Parsed.Ok.class);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"statusCode\":201")
        .contains("\"Location\":\"/v1/requests/r-1\"")
        .contains("\"body\":\"{\\\"a\\\":\\\"b\\\"}\"");
  }

  /// The zips of the API functions leave joda-time out: the runtime loads it only for the events
  /// that it knows by name, and this one it does not.
  @Test
  void theRuntimeNeedsNoOtherLibraryForThisEvent() {
    assertThat(LambdaEventSerializers.isLambdaSupportedEvent(APIGatewayV2HTTPEvent.class.getName()))
        .isFalse();
    assertThatThrownBy(() -> Class.forName("org.joda.time.DateTime"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
