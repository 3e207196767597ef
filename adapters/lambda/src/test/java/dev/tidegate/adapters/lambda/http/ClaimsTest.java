package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.wire.api.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {
  private static final String ISSUER = "https://id.example.com/pool";
  private static final Map<String, Object> ALICE =
      Map.of("iss", ISSUER, "sub", "s", "cognito:groups", List.of("dev"), "jti", "j-1");

  static Stream<Arguments> groupsOfTokens() {
    return Stream.of(
        Arguments.of(List.of("a", "b"), List.of("a", "b")),
        Arguments.of(List.of("b", "a", "b"), List.of("a", "b")),
        Arguments.of(List.of(), List.of()),
        Arguments.of("a", List.of("a")),
        Arguments.of("a b", List.of("a b")),
        Arguments.of("[a b]", List.of("[a b]")),
        Arguments.of(List.of("x tidegate-admins"), List.of("x tidegate-admins")),
        Arguments.of(List.of("a, b", "c"), List.of("a, b", "c")),
        Arguments.of(List.of("Domain Users", "CN=a,OU=b"), List.of("CN=a,OU=b", "Domain Users")),
        Arguments.of(List.of("a\nb", " a", "c"), List.of("c")),
        Arguments.of(List.of(List.of("a"), Map.of("a", "b"), "c"), List.of("c")),
        Arguments.of(Map.of("name", "a"), List.of()));
  }

  @ParameterizedTest
  @MethodSource("groupsOfTokens")
  void groupsAreThoseOfTheTokenAsItWritesThem(Object claim, List<String> expected) {
    Principal caller = ok(Map.of("iss", ISSUER, "sub", "s", "cognito:groups", claim));

    assertThat(caller.groups().stream().map(Group::name).toList()).isEqualTo(expected);
  }

  /// Whatever the names hold, what is read is what the token has: no group more, and of the names
  /// that a group can have none less.
  @Test
  void nobodyIsInAGroupThatTheTokenLacks() {
    long seed = 20261124;
    Random random = new Random(seed);
    String alphabet = "ab ,[]\"'\\{}:;\n\u00e9\u2028\ufeff";
    for (int run = 0; run < 20_000; run++) {
      List<String> groups = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        StringBuilder name = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
          name.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        groups.add(random.nextInt(4) == 0 ? name + " tidegate-admins" : name.toString());
      }
      Object claim = groups.size() == 1 && random.nextBoolean() ? groups.getFirst() : groups;

      Principal caller = ok(Map.of("iss", ISSUER, "sub", "s", "cognito:groups", claim));

      assertThat(caller.groups().stream().map(Group::name).toList())
          .as("seed %d, run %d, groups %s", seed, run, groups)
          .containsExactlyInAnyOrderElementsOf(
              groups.stream().filter(Group::valid).distinct().toList());
    }
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
    assertThat(ok(Map.of("iss", ISSUER, "sub", "4f1c", "username", List.of("a"))).label())
        .isEqualTo("4f1c");
  }

  @Test
  void aBrokenLabelLocksNobodyOut() {
    assertThat(ok(Map.of("iss", ISSUER, "sub", "s", "username", "al\ud83dice")).label())
        .isEqualTo("al\ufffdice");
  }

  @Test
  void aLabelHasNoControlCharactersAndIsCutBetweenCharacters() {
    String long300 = "x".repeat(300);
    String pairAtTheCut = "x".repeat(255) + "\ud83d\ude00";
    assertThat(ok(Map.of("iss", ISSUER, "sub", "s", "username", "al\u001b[31mice\n")).label())
        .isEqualTo("al[31mice");
    assertThat(ok(Map.of("iss", ISSUER, "sub", "s", "username", long300)).label()).hasSize(256);
    assertThat(ok(Map.of("iss", ISSUER, "sub", "s", "username", pairAtTheCut)).label())
        .isEqualTo("x".repeat(255));
  }

  @ParameterizedTest
  @CsvSource({
    "iss, '', The token names no issuer or no subject.",
    "sub, '', The token names no issuer or no subject.",
    "token_use, id, The token is not an access token.",
    "iss, a|b, The token's issuer or subject has a form that is not supported.",
  })
  void aTokenThatDoesNotSayWhoIsRefused(String claim, String value, String detail) {
    Map<String, Object> claims =
        new HashMap<>(Map.of("iss", ISSUER, "sub", "s", "token_use", "access"));
    assertThat(ok(claims).id().subject()).isEqualTo("s");

    claims.put(claim, value);

    refused(Sent.to("GET /").claims(claims).event(), detail);
  }

  @Test
  void withoutAnAuthorizerThereIsNoCaller() {
    refused(
        Sent.to("GET /").header("authorization", Tokens.of(ALICE)).event(),
        "The call carries no verified token.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "bearer ", "BEARER  "})
  void theSchemeMayBeLeftOutAndHasNoCase(String scheme) {
    assertThat(caller(Sent.to("GET /").claims(ALICE).header("authorization", scheme + token())))
        .isInstanceOf(Parsed.Ok.class);
  }

  static Stream<String> headersWithoutOneToken() {
    String token = Tokens.of(ALICE);
    String claims = "\"iss\":\"" + ISSUER + "\",\"sub\":\"s\"";
    return Stream.of(
        "",
        "Bearer",
        "Basic " + token,
        token + "," + token,
        "Bearer " + token + ", Bearer " + token,
        token.substring(0, token.lastIndexOf('.')),
        token + ".x",
        token.replaceFirst("\\.", ".="),
        Tokens.ofPayload("[]"),
        Tokens.ofPayload("{" + claims + "}{}"),
        Tokens.ofPayload("{" + claims + ",\"sub\":\"s\"}"),
        Tokens.ofPayload("{" + claims + ",\"cognito:groups\":[\"a\"],\"cognito:groups\":[\"b\"]}"),
        "e30.gICA.e30",
        Tokens.ofPayload("{" + claims + ",\"x\":\"" + "x".repeat(10_240) + "\"}"));
  }

  @ParameterizedTest
  @MethodSource("headersWithoutOneToken")
  void aHeaderThatIsNotOneReadableTokenIsRefused(String header) {
    refused(
        Sent.to("GET /").claims(ALICE).header("authorization", header).event(),
        "The Authorization header holds no token that can be read.");
  }

  @Test
  void aHeaderInTwoSpellingsIsRefused() {
    refused(
        Sent.to("GET /")
            .claims(ALICE)
            .header("Authorization", token())
            .header("authorization", token())
            .event(),
        "The Authorization header holds no token that can be read.");
  }

  @ParameterizedTest
  @CsvSource({
    "iss, https://other",
    "sub, other",
    "sub, S",
    "jti, j-2",
    "aud, other",
    "client_id, other",
    "token_use, id",
    "iat, 2",
    "exp, 2",
  })
  void aTokenThatIsNotTheVerifiedOneIsRefused(String claim, String other) {
    Map<String, Object> verified = new HashMap<>(ALICE);
    verified.putAll(
        Map.of("aud", "a", "client_id", "c", "token_use", "access", "iat", 1, "exp", 1));
    assertThat(caller(Sent.to("GET /").claims(verified))).isInstanceOf(Parsed.Ok.class);

    Map<String, Object> sent = new HashMap<>(verified);
    sent.put(claim, other);

    refused(
        Sent.to("GET /").claims(verified).header("authorization", Tokens.of(sent)).event(),
        "The token is not the one that was verified.");
  }

  /// Whatever stands in the header, somebody else is never read, and nothing is thrown.
  @Test
  void noHeaderMakesSomebodyElse() {
    long seed = 20261125;
    Random random = new Random(seed);
    String token = "Bearer " + Tokens.of(ALICE);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder header = new StringBuilder(token);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(header.length());
        switch (random.nextInt(3)) {
          case 0 -> header.setCharAt(at, (char) random.nextInt(0x100));
          case 1 -> header.deleteCharAt(at);
          default -> header.insert(at, (char) (' ' + random.nextInt(95)));
        }
      }

      Parsed<Principal> parsed =
          caller(Sent.to("GET /").claims(ALICE).header("authorization", header.toString()));

      if (parsed instanceof Parsed.Ok<Principal>(Principal caller)) {
        assertThat(caller.id())
            .as("seed %d, run %d, header %s", seed, run, header)
            .isEqualTo(new PrincipalId(ISSUER, "s"));
      }
    }
  }

  /// An audience may be an array, and a time have a fraction: only what both sides write in one
  /// form is compared.
  @Test
  void formsThatTheAuthorizerMayChangeAreNotCompared() {
    Map<String, Object> token = new HashMap<>(ALICE);
    token.putAll(Map.of("aud", List.of("a", "b"), "exp", 1772362800.0, "nested", Map.of("a", 1)));

    assertThat(caller(Sent.to("GET /").claims(token))).isInstanceOf(Parsed.Ok.class);
  }

  private static String token() {
    return Tokens.of(ALICE);
  }

  private static void refused(APIGatewayV2HTTPEvent event, String detail) {
    assertThat(Fronts.CLAIMS.caller(event))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> {
              assertThat(bad.problem().code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
              assertThat(bad.problem().detail()).isEqualTo(detail);
            });
  }

  private static Parsed<Principal> caller(Sent sent) {
    return Fronts.CLAIMS.caller(sent.event());
  }

  private static Principal ok(Map<String, ?> claims) {
    Parsed<Principal> parsed = caller(Sent.to("GET /").claims(claims));
    if (parsed instanceof Parsed.Ok<Principal>(Principal caller)) {
      return caller;
    }
    throw new AssertionError(parsed);
  }
}
