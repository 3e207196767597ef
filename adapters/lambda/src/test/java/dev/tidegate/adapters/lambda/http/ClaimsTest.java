package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
  private static final String ISSUER = "https://id.example.com/pool";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[a]               | a",
        "[a b]             | a b",
        "[a, b]            | a b",
        "[a,b]             | a b",
        "a,b               | a b",
        "a                 | a",
        "' [ a  b ] '      | a b",
        "[]                | ''",
        "[b a b]           | a b",
        "a b               | ''",
        "[a, b c, d]       | a d",
        "[a, [b], c]       | a c",
        "[a [b] c          | ''",
        "'[\"a\"]'         | '\"a\"'",
        "a,,b              | a b",
      })
  void groupsAreReadFromFlatText(String flat, String expected) {
    Principal caller = ok(Map.of("iss", ISSUER, "sub", "s", "cognito:groups", flat));

    assertThat(caller.groups().stream().map(Group::name).toList())
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
  }

  @Test
  void identityIsIssuerAndSubject() {
    Principal caller = ok(Map.of("iss", ISSUER, "sub", "4f1c", "username", "alice"));

    assertThat(caller.id()).isEqualTo(new PrincipalId(ISSUER, "4f1c"));
    assertThat(caller.label()).isEqualTo("alice");
    assertThat(caller.groups()).isEmpty();
  }

  @Test
  void theSubjectIsTheLabelOfWhoHasNone() {
    assertThat(ok(Map.of("iss", ISSUER, "sub", "4f1c")).label()).isEqualTo("4f1c");
    assertThat(ok(Map.of("iss", ISSUER, "sub", "4f1c", "username", " ")).label()).isEqualTo("4f1c");
  }

  @Test
  void aLabelHasNoControlCharactersAndIsCut() {
    String long300 = "x".repeat(300);
    assertThat(ok(Map.of("iss", ISSUER, "sub", "s", "username", "al\u001b[31mice\n")).label())
        .isEqualTo("al[31mice");
    assertThat(ok(Map.of("iss", ISSUER, "sub", "s", "username", long300)).label()).hasSize(256);
  }

  @ParameterizedTest
  @CsvSource({
    "iss, '', The token names no issuer or no subject.",
    "sub, '', The token names no issuer or no subject.",
    "token_use, id, The token is not an access token.",
    "iss, a|b, The token's issuer or subject has a form that is not supported.",
  })
  void aTokenThatDoesNotSayWhoIsRefused(String claim, String value, String detail) {
    Map<String, String> claims =
        new HashMap<>(Map.of("iss", ISSUER, "sub", "s", "token_use", "access"));
    assertThat(ok(claims).id().subject()).isEqualTo("s");

    claims.put(claim, value);

    assertThat(Fronts.CLAIMS.caller(Sent.to("GET /").claims(claims).event()))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> {
              assertThat(bad.problem().code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
              assertThat(bad.problem().detail()).isEqualTo(detail);
            });
  }

  @Test
  void withoutAnAuthorizerThereIsNoCaller() {
    assertThat(Fronts.CLAIMS.caller(Sent.to("GET /").event())).isInstanceOf(Parsed.Bad.class);
  }

  private static Principal ok(Map<String, String> claims) {
    Parsed<Principal> parsed = Fronts.CLAIMS.caller(Sent.to("GET /").claims(claims).event());
    if (parsed instanceof Parsed.Ok<Principal>(Principal caller)) {
      return caller;
    }
    throw new AssertionError(parsed);
  }
}
