package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.wire.api.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrontControllerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.5Z");

  private final Captured out = new Captured();
  private final List<Call> calls = new ArrayList<>();

  @Test
  void aCallReachesItsRouteWithCallerAndWholeSecond() {
    Answered answered =
        Sent.to("GET /v1/things/{id}")
            .as(Samples.ALICE)
            .id("t-1")
            .query("limit", "3")
            .header("X-Header", "h")
            .by(answering(Reply.json(200, Trees.json(Map.of("a", "b")))))
            .expect(200);

    assertThat(answered.raw()).isEqualTo("{\"a\":\"b\"}");
    assertThat(answered.header("Content-Type")).isEqualTo("application/json");
    assertThat(calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.caller().in(CallContext.UNKNOWN)).isEqualTo(Samples.ALICE);
              assertThat(call.caller().context().at()).isEqualTo(call.now());
              assertThat(call.id()).isEqualTo("t-1");
              assertThat(call.query()).containsEntry("limit", "3");
              assertThat(call.header("x-header")).contains("h");
              assertThat(call.now()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
            });
  }

  @Test
  void nothingMayBeStoredOnTheWay() {
    Route ok = _ -> Reply.json(200, Trees.json(Map.of()));
    for (Route route : List.of(ok, broken(new IllegalStateException()))) {
      Answered answered = send(route);
      assertThat(answered.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answered.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
    assertThat(Sent.to("GET /v1/other").by(handler(ok)).header("Cache-Control"))
        .isEqualTo("no-store");
  }

  /// What the template's schedule sends; it names no caller, writes nothing and counts nothing.
  @Test
  void aWakeIsAnsweredWithNothingDone() {
    Answered answered = Sent.to("WAKE").by(handler(broken(new IllegalStateException())));

    answered.expect(204);
    assertThat(calls).isEmpty();
    assertThat(out.text()).isEmpty();
  }

  @Test
  void aFaultThatMayPassIsBusy() {
    Answered answered = send(broken(new Fault(Fault.Kind.BUSY, "throttled by table orders")));

    answered.problem(ProblemCode.BUSY);
    assertThat(answered.header("Retry-After")).isEqualTo("2");
    assertThat(answered.raw()).doesNotContain("throttled");
    assertThat(out.text()).contains("throttled by table orders");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"DENIED", "BROKEN"})
  void everyOtherFaultIsOursAndCarriesTheIdToQuote(Fault.Kind kind) {
    Answered answered = send(broken(new Fault(kind, "the role has a wrong ExternalId")));

    answered.problem(ProblemCode.INTERNAL);
    assertThat(answered.text("requestId")).isEqualTo(Sent.REQUEST_ID);
    assertThat(answered.text("detail")).contains(Sent.REQUEST_ID);
    assertThat(answered.raw()).doesNotContain("ExternalId");
    assertThat(out.lines().getFirst())
        .containsEntry("level", "ERROR")
        .containsEntry("apiRequest", Sent.REQUEST_ID);
  }

  @Test
  void whatNobodyForesawIsOursAndTellsNothing() {
    Answered answered = send(broken(new IllegalStateException("secret-text")));

    answered.problem(ProblemCode.INTERNAL);
    assertThat(answered.raw() + out.text()).doesNotContain("secret-text");
    assertThat(out.text()).contains("java.lang.IllegalStateException");
  }

  @Test
  void oneLineTellsWhoDidWhatAndHowItWent() {
    send(_ -> Problem.of(ProblemCode.REFUSED, "no").reply());

    assertThat(out.lines().getFirst())
        .containsEntry("message", "answered")
        .containsEntry("route", "GET /v1/things/{id}")
        .containsEntry("status", 403L)
        .containsEntry("code", "refused")
        .containsEntry("caller", Samples.ALICE.id().canonical())
        .containsEntry("apiRequest", Sent.REQUEST_ID);
    assertThat(out.lines().get(1)).containsKey("Refused");
  }

  @Test
  void withoutATokenThereIsNoAnswer() {
    Sent.to("GET /v1/things/{id}")
        .by(answering(Reply.json(200, Trees.json(Map.of()))))
        .problem(ProblemCode.UNAUTHENTICATED);
    assertThat(calls).isEmpty();
  }

  @Test
  void aRouteThatIsNotThereIsNotFound() {
    Sent.to("DELETE /v1/things/{id}")
        .as(Samples.ALICE)
        .by(answering(Reply.json(200, Trees.json(Map.of()))))
        .problem(ProblemCode.NOT_FOUND);
  }

  private Answered send(Route route) {
    return Sent.to("GET /v1/things/{id}").as(Samples.ALICE).by(handler(route));
  }

  private static Route broken(RuntimeException failure) {
    return _ -> {
      throw failure;
    };
  }

  private RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> answering(Reply reply) {
    return handler(
        call -> {
          calls.add(call);
          return reply;
        });
  }

  private RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler(Route route) {
    FrontController api =
        new FrontController(Map.of("GET /v1/things/{id}", route), Fronts.at(() -> NOW, out));
    return (APIGatewayV2HTTPEvent event, Context context) -> api.handle(event, context);
  }
}
