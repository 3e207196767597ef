package dev.tidegate.adapters.lambda.http;

import dev.tidegate.adapters.lambda.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tokens as an issuer writes them, and their claims as the JWT authorizer of an HTTP API hands
/// them over.
public final class Tokens {
  private Tokens() {}

  /// Returns a token with these claims, signed by nobody: whoever reads it here trusts the
  /// authorizer.
  public static String of(Map<String, ?> claims) {
    return ofPayload(Trees.write(claims));
  }

  /// Returns a token with this text as its payload.
  public static String ofPayload(String payload) {
    return encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "." + encoded(payload) + ".c2lnbmF0dXJl";
  }

  /// Returns the claims as the authorizer flattens them: each is a text, an array its items between
  /// brackets with spaces between them and nothing around them.
  public static Map<String, String> flat(Map<String, ?> claims) {
    Map<String, String> flat = new TreeMap<>();
    claims.forEach((name, value) -> flat.put(name, flat(value)));
    return flat;
  }

  private static String flat(Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream().map(Tokens::flat).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map -> Trees.write(map);
      default -> String.valueOf(value);
    };
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
