package dev.tidegate.cli.signin;

import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The claims of a token that came straight from the issuer over TLS; its signature is not checked
/// here. The API checks it on every call.
record TokenClaims(Json json) {
  /// The claims; none when the token is no JWT.
  static TokenClaims of(Secret token) {
    List<String> parts = List.of(token.value().split("\\.", -1));
    try {
      String payload =
          parts.size() == 3
              ? new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8)
              : "";
      return new TokenClaims(JsonText.read(payload).orElse(Json.object().build()));
    } catch (IllegalArgumentException _) {
      return new TokenClaims(Json.object().build());
    }
  }

  /// A claim that is text.
  Optional<String> text(String name) {
    return json.text(name);
  }

  /// The methods that the person signed in with (`amr`); none when the token does not tell.
  List<String> methods() {
    return text("amr").map(List::of).orElseGet(() -> json.texts("amr"));
  }

  /// True when the audience is, or contains, this client.
  boolean isFor(String clientId) {
    return json.text("aud").filter(clientId::equals).isPresent()
        || json.texts("aud").contains(clientId);
  }

  /// What to call the person.
  Optional<String> label() {
    return text("username")
        .or(() -> text("preferred_username"))
        .or(() -> text("email"))
        .or(() -> text("cognito:username"))
        .or(() -> text("sub"));
  }
}
