package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The claims of the token that the JWT authorizer verified, read as JSON from the payload in the
/// call's `Authorization` header.
///
/// The authorizer passes claims as flat text, in which an array becomes its unquoted items between
/// brackets: `["a b"]` and `["a","b"]` are both `[a b]`. So nothing is read from that text. It is
/// only compared with the payload: `iss` and `sub` must be in both and equal; `aud`, `client_id`,
/// `token_use`, `jti`, `iat` and `exp` must be equal where both have them. Any difference, a second
/// token in the header, and a payload with a duplicate key or trailing data are the problem
/// `unauthenticated`. [AWS: API Gateway DG, JWT authorizers]
///
/// API Gateway accepts headers of at most 10,240 bytes. [AWS: API Gateway DG, HTTP API quotas]
record VerifiedToken(Json claims) {
  private static final int LONGEST = 10_240;
  private static final String HEADER = "authorization";
  private static final Pattern TOKEN =
      Pattern.compile("(?:[Bb][Ee][Aa][Rr][Ee][Rr] +)?[\\w-]+\\.([\\w-]+)\\.[\\w-]+");
  private static final List<String> NEEDED = List.of("iss", "sub");
  private static final List<String> TEXTS =
      List.of("iss", "sub", "aud", "client_id", "token_use", "jti");
  private static final List<String> TIMES = List.of("iat", "exp");

  static Parsed<VerifiedToken> of(APIGatewayV2HTTPEvent event) {
    Optional<Map<String, String>> verified =
        Optional.ofNullable(event.getRequestContext())
            .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
            .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
            .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims);
    if (verified.isEmpty()) {
      return unauthenticated("The call carries no verified token.");
    }
    Optional<VerifiedToken> sent = header(event).flatMap(VerifiedToken::read);
    if (sent.isEmpty()) {
      return unauthenticated("The Authorization header holds no token that can be read.");
    }
    if (NEEDED.stream().anyMatch(name -> sent.get().text(name).isEmpty())) {
      return unauthenticated("The token names no issuer or no subject.");
    }
    return sent.get().saysTheSame(verified.get())
        ? new Parsed.Ok<>(sent.get())
        : unauthenticated("The token is not the one that was verified.");
  }

  static <T> Parsed<T> unauthenticated(String detail) {
    return new Parsed.Bad<>(
        Problem.of(
            ProblemCode.UNAUTHENTICATED,
            detail,
            new FieldError(
                "Authorization", "Bearer and an access token", "sign in again: tidegate login")));
  }

  /// Returns a claim that is text and not blank.
  Optional<String> text(String name) {
    return claims.string(name).filter(value -> !value.isBlank() && encodable(value));
  }

  /// Returns the values of a claim: the items of an array, or the single value. Text is never
  /// split. Values other than texts, numbers and booleans are ignored.
  SortedSet<String> values(String name) {
    SortedSet<String> found = new TreeSet<>();
    Optional<Json> claim = claims.at(name);
    List<Json> all =
        claim.filter(Json.Arr.class::isInstance).map(Json::items).orElse(claim.stream().toList());
    all.forEach(value -> plain(value).ifPresent(found::add));
    return found;
  }

  private boolean saysTheSame(Map<String, String> verified) {
    return NEEDED.stream().allMatch(verified::containsKey)
        && TEXTS.stream()
            .allMatch(
                name ->
                    Optional.ofNullable(verified.get(name))
                        .flatMap(
                            flat -> claims.at(name).flatMap(VerifiedToken::plain).map(flat::equals))
                        .orElse(true))
        && TIMES.stream()
            .allMatch(
                name ->
                    Optional.ofNullable(verified.get(name))
                        .flatMap(
                            flat ->
                                claims
                                    .at(name)
                                    .flatMap(VerifiedToken::plain)
                                    .map(sent -> alike(flat, sent)))
                        .orElse(true));
  }

  /// Compares numbers by value, because the authorizer's number format is not documented.
  private static boolean alike(String flat, String sent) {
    try {
      return new BigDecimal(flat).compareTo(new BigDecimal(sent)) == 0;
    } catch (NumberFormatException e) {
      return flat.equals(sent);
    }
  }

  private static Optional<String> plain(Json claim) {
    return switch (claim) {
      case Json.Str(String text) -> Optional.of(text).filter(VerifiedToken::encodable);
      case Json.Num number -> Optional.of(number.exact().toString());
      case Json.Bool(boolean truth) -> Optional.of(String.valueOf(truth));
      case Json.Arr _, Json.Obj _, Json.Nil _ -> Optional.empty();
    };
  }

  /// Returns whether the text has no unpaired surrogates, which would be stored and shown as
  /// something else.
  private static boolean encodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Optional<VerifiedToken> read(String header) {
    Matcher token = TOKEN.matcher(header);
    if (header.length() > LONGEST || !token.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new VerifiedToken(JsonReader.BODY.object(Base64.getUrlDecoder().decode(token.group(1)))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Returns the only header of that name; empty when there are two.
  private static Optional<String> header(APIGatewayV2HTTPEvent event) {
    List<String> found =
        Optional.ofNullable(event.getHeaders()).orElseGet(Map::of).entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(HEADER))
            .map(Map.Entry::getValue)
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
