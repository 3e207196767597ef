package dev.tidegate.cli.signin;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The claims of a token that came straight from the issuer over TLS; its signature is not checked
/// here. The API checks it on every call.
record TokenClaims(Json json) {
  /// Returns the claims of a token; none when it is not a JWT.
  static TokenClaims of(Secret token) {
    List<String> parts = List.of(token.value().split("\\.", -1));
    try {
      String payload =
          parts.size() == 3
              ? new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8)
              : "";
      return new TokenClaims(JsonReader.ANSWER.tree(payload).orElse(Json.object().build()));
    } catch (IllegalArgumentException _) {
      return new TokenClaims(Json.object().build());
    }
  }

  /// Returns a claim, or empty when it is missing or not text.
  Optional<String> text(String name) {
    return json.text(name);
  }

  /// Returns the methods that the person signed in with (`amr`); none when the token has no such
  /// claim.
  List<String> methods() {
    return text("amr").map(List::of).orElseGet(() -> json.texts("amr"));
  }

  /// Returns whether the audience is, or contains, this client.
  boolean isFor(String clientId) {
    return json.text("aud").filter(clientId::equals).isPresent()
        || json.texts("aud").contains(clientId);
  }

  /// Returns a name to display for the person.
  Optional<String> label() {
    return text("username")
        .or(() -> text("preferred_username"))
        .or(() -> text("email"))
        .or(() -> text("cognito:username"))
        .or(() -> text("sub"));
  }
}
