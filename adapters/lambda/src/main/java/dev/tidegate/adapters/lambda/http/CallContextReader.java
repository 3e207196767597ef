package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import dev.tidegate.core.principal.CallContext;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the context of a call from the verified token and from what API Gateway itself observed,
/// never from other headers.
///
/// A second factor is an `amr` that contains `mfa` [RFC 8176]; the time of the sign-in is
/// `auth_time` [OpenID Connect Core]. Values that cannot be read count as unknown. At most 100
/// claims are read, in the order of their names, and none with a text of more than 4,096
/// characters.
final class CallContextReader {
  private static final int MOST_CLAIMS = 100;
  private static final int MOST_CHARACTERS = 4096;

  private CallContextReader() {}

  static CallContext of(APIGatewayV2HTTPEvent event, Instant now) {
    SortedMap<String, SortedSet<String>> claims =
        switch (VerifiedToken.of(event)) {
          case Parsed.Ok<VerifiedToken>(VerifiedToken token) -> claims(token);
          case Parsed.Bad<VerifiedToken> _ -> new TreeMap<>();
        };
    return new CallContext(
        now,
        claims.getOrDefault("amr", new TreeSet<>()).contains("mfa"),
        Optional.of(claims.getOrDefault("auth_time", new TreeSet<>()))
            .filter(values -> values.size() == 1)
            .flatMap(values -> instant(values.first())),
        Optional.ofNullable(event.getRequestContext())
            .map(RequestContext::getHttp)
            .map(RequestContext.Http::getSourceIp)
            .flatMap(CallContextReader::address),
        claims);
  }

  private static SortedMap<String, SortedSet<String>> claims(VerifiedToken token) {
    SortedMap<String, SortedSet<String>> claims = new TreeMap<>();
    for (String name : new TreeSet<>(token.claims().entries().keySet())) {
      SortedSet<String> values = token.values(name);
      if (claims.size() < MOST_CLAIMS
          && values.stream().allMatch(value -> value.length() <= MOST_CHARACTERS)) {
        claims.put(name, values);
      }
    }
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
