package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tidegate.core.access.assess.FieldError;
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

/// The claims of the very token that the JWT authorizer verified, read from the payload of the
/// call's `Authorization` header, as JSON.
///
/// The authorizer hands the claims over as flat text, in which an array is its items between
/// brackets, unquoted: `["a b"]` and `["a","b"]` are both `[a b]`. So nothing is taken from that
/// text; it only has to say the same as the payload wherever both name `iss`, `sub`, `aud`,
/// `client_id`, `token_use`, `jti`, `iat` or `exp`, and both have to name the first two. Any
/// difference, a second token in the header, a payload with a key twice or with anything behind it
/// is a problem `unauthenticated`. [AWS: API Gateway DG, JWT authorizers]
///
/// A header has at most 10,240 bytes there. [AWS: API Gateway DG, HTTP API quotas]
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

  /// Returns the values of a claim: those of an array one by one, any other one as it is. Text is
  /// never split. What is neither text, number nor truth is left out.
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

  /// Compares numbers by their value: nobody says in which form the authorizer writes them.
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

  /// Half of a surrogate pair would be stored, and shown, as something else.
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

  /// Returns the one header of that name; none when there are two.
  private static Optional<String> header(APIGatewayV2HTTPEvent event) {
    List<String> found =
        Optional.ofNullable(event.getHeaders()).orElseGet(Map::of).entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(HEADER))
            .map(Map.Entry::getValue)
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
