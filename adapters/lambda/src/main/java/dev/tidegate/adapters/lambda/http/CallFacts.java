package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import dev.tidegate.core.principal.Circumstances;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the circumstances of a call: from the verified token and from what API Gateway itself saw,
/// never from a header.
///
/// A second factor is what `amr` says with `mfa` [RFC 8176]; the time of the sign-in is `auth_time`
/// [OpenID Connect Core]. What cannot be read is not known.
final class CallFacts {
  private static final int MOST_CLAIMS = 100;
  private static final int MOST_CHARACTERS = 4096;

  private CallFacts() {}

  static Circumstances of(APIGatewayV2HTTPEvent event, Instant now) {
    Optional<RequestContext> context = Optional.ofNullable(event.getRequestContext());
    SortedMap<String, SortedSet<String>> claims =
        context
            .map(RequestContext::getAuthorizer)
            .map(RequestContext.Authorizer::getJwt)
            .map(RequestContext.Authorizer.JWT::getClaims)
            .map(CallFacts::claims)
            .orElseGet(TreeMap::new);
    return new Circumstances(
        now,
        claims.getOrDefault("amr", new TreeSet<>()).contains("mfa"),
        claims.getOrDefault("auth_time", new TreeSet<>()).stream()
            .findFirst()
            .flatMap(CallFacts::instant),
        context
            .map(RequestContext::getHttp)
            .map(RequestContext.Http::getSourceIp)
            .flatMap(CallFacts::address),
        claims);
  }

  private static SortedMap<String, SortedSet<String>> claims(Map<String, String> flat) {
    SortedMap<String, SortedSet<String>> claims = new TreeMap<>();
    flat.forEach(
        (name, value) -> {
          if (value != null && value.length() <= MOST_CHARACTERS && claims.size() < MOST_CLAIMS) {
            claims.put(name, new TreeSet<>(FlatList.of(value)));
          }
        });
    return claims;
  }

  private static Optional<Instant> instant(String epochSeconds) {
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(epochSeconds)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
