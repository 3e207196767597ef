package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tidegate.core.principal.CallContext;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallContextReaderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  static Stream<Object> secondFactors() {
    return Stream.of(List.of("pwd", "mfa"), List.of("mfa"), "mfa");
  }

  @ParameterizedTest
  @MethodSource("secondFactors")
  void aSecondFactorIsWhatTheTokenSays(Object amr) {
    CallContext call =
        CallContextReader.of(event(Map.of("amr", amr, "auth_time", 1772355600), "192.0.2.7"), NOW);

    assertThat(call.mfa()).isTrue();
    assertThat(call.signedInAt()).contains(Instant.parse("2026-03-01T09:00:00Z"));
    assertThat(call.at()).isEqualTo(NOW);
  }

  static Stream<Object> noSecondFactors() {
    return Stream.of(
        List.of("pwd"), "pwd", List.of("pwd", "mfa2"), "MFA", "[pwd mfa]", List.of("pwd mfa"));
  }

  @ParameterizedTest
  @MethodSource("noSecondFactors")
  void whatTheTokenDoesNotSayIsNotSo(Object amr) {
    assertThat(CallContextReader.of(event(Map.of("amr", amr), "192.0.2.7"), NOW).mfa()).isFalse();
    assertThat(CallContextReader.of(event(Map.of("x", "y"), "192.0.2.7"), NOW).mfa()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.7,192.0.2.7", "2001:db8::1,2001:db8::1", "::ffff:192.0.2.7,192.0.2.7"})
  void theAddressIsTheOneThatTheApiSaw(String seen, String address) {
    assertThat(CallContextReader.of(event(Map.of("x", "y"), seen), NOW).source())
        .contains(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "256.1.1.1", "unknown", "example.com"})
  void anAddressThatIsNoneIsNotKnownAndNeverLookedUp(String seen) {
    assertThat(CallContextReader.of(event(Map.of("x", "y"), seen), NOW).source()).isEmpty();
  }

  @Test
  void everyOtherClaimIsThereToAskFor() {
    CallContext call =
        CallContextReader.of(
            event(
                Map.of(
                    "oncall",
                    List.of("orders", "billing, EU"),
                    "level",
                    3,
                    "staff",
                    true,
                    "address",
                    Map.of("city", "x")),
                ""),
            NOW);

    assertThat(call.claim("oncall")).containsExactly("billing, EU", "orders");
    assertThat(call.claim("level")).containsExactly("3");
    assertThat(call.claim("staff")).containsExactly("true");
    assertThat(call.claim("address")).isEmpty();
    assertThat(call.claim("other")).isEmpty();
    assertThat(call.signedInAt()).isEmpty();
  }

  @Test
  void aTimeOfSignInThatIsTwoIsNotKnown() {
    assertThat(
            CallContextReader.of(event(Map.of("auth_time", List.of(1, 2)), ""), NOW).signedInAt())
        .isEmpty();
  }

  @Test
  void aTokenThatIsNotTheVerifiedOneTellsNothing() {
    APIGatewayV2HTTPEvent event = event(Map.of("amr", "mfa"), "192.0.2.7");
    event.setHeaders(
        Map.of(
            "authorization", Tokens.of(Map.of("iss", "https://id", "sub", "other", "amr", "mfa"))));

    assertThat(CallContextReader.of(event, NOW).mfa()).isFalse();
    assertThat(CallContextReader.of(event, NOW).claims()).isEmpty();
  }

  @Test
  void anEventWithoutContextTellsNothing() {
    CallContext call = CallContextReader.of(new APIGatewayV2HTTPEvent(), NOW);

    assertThat(call.mfa()).isFalse();
    assertThat(call.source()).isEmpty();
    assertThat(call.claims()).isEmpty();
  }

  private static APIGatewayV2HTTPEvent event(Map<String, ?> claims, String source) {
    Map<String, Object> token = new TreeMap<>(claims);
    token.put("iss", "https://id");
    token.put("sub", "s");
    APIGatewayV2HTTPEvent event = Sent.to("GET /").claims(token).event();
    event
        .getRequestContext()
        .setHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder().withSourceIp(source).build());
    return event;
  }
}
