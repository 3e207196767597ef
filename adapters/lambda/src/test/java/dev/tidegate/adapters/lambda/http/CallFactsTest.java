package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tidegate.core.principal.Circumstances;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallFactsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"[pwd mfa]", "[pwd, mfa]", "mfa", "[mfa]"})
  void aSecondFactorIsWhatTheTokenSays(String amr) {
    Circumstances call =
        CallFacts.of(event(Map.of("amr", amr, "auth_time", "1772355600"), "192.0.2.7"), NOW);

    assertThat(call.mfa()).isTrue();
    assertThat(call.signedInAt()).contains(Instant.parse("2026-03-01T09:00:00Z"));
    assertThat(call.at()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[pwd]", "pwd", "[pwd mfa2]", "MFA"})
  void whatTheTokenDoesNotSayIsNotSo(String amr) {
    assertThat(CallFacts.of(event(Map.of("amr", amr), "192.0.2.7"), NOW).mfa()).isFalse();
    assertThat(CallFacts.of(event(Map.of(), "192.0.2.7"), NOW).mfa()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.7,192.0.2.7", "2001:db8::1,2001:db8::1", "::ffff:192.0.2.7,192.0.2.7"})
  void theAddressIsTheOneThatTheApiSaw(String seen, String address) {
    assertThat(CallFacts.of(event(Map.of(), seen), NOW).source())
        .contains(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "256.1.1.1", "unknown", "example.com"})
  void anAddressThatIsNoneIsNotKnownAndNeverLookedUp(String seen) {
    assertThat(CallFacts.of(event(Map.of(), seen), NOW).source()).isEmpty();
  }

  @Test
  void everyOtherClaimIsThereToAskFor() {
    Circumstances call = CallFacts.of(event(Map.of("oncall", "[orders billing]"), ""), NOW);

    assertThat(call.claim("oncall")).containsExactly("billing", "orders");
    assertThat(call.claim("other")).isEmpty();
    assertThat(call.signedInAt()).isEmpty();
  }

  @Test
  void anEventWithoutContextTellsNothing() {
    Circumstances call = CallFacts.of(new APIGatewayV2HTTPEvent(), NOW);

    assertThat(call.mfa()).isFalse();
    assertThat(call.source()).isEmpty();
    assertThat(call.claims()).isEmpty();
  }

  private static APIGatewayV2HTTPEvent event(Map<String, String> claims, String source) {
    return APIGatewayV2HTTPEvent.builder()
        .withRequestContext(
            APIGatewayV2HTTPEvent.RequestContext.builder()
                .withHttp(
                    APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withSourceIp(source)
                        .build())
                .withAuthorizer(
                    APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                        .withJwt(
                            APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                                .builder()
                                .withClaims(claims)
                                .build())
                        .build())
                .build())
        .build();
  }
}
