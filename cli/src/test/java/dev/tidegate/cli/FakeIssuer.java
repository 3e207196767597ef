package dev.tidegate.cli;

import dev.tidegate.cli.FakeServer.Asked;
import dev.tidegate.cli.FakeServer.Given;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A tiny OpenID Connect issuer and, at `/`, a tiny Cognito pool. Refresh tokens rotate: each is
/// good once.
final class FakeIssuer implements AutoCloseable {
  static final String CLIENT = "cli-client";
  static final String PASSWORD = "correct horse";

  final FakeServer server = new FakeServer(this::answer);

  /// Changes what the issuer says of itself or sends back, one switch for each thing that must be
  /// noticed.
  String namesItself = "";

  boolean device = true;
  boolean scopesOffline = true;
  boolean sendsIdToken = true;
  Optional<String> wrongState = Optional.empty();
  Optional<String> wrongNonce = Optional.empty();
  Optional<String> wrongAudience = Optional.empty();
  Optional<String> authorizeError = Optional.empty();
  Optional<String> otherIss = Optional.empty();
  Optional<String> challenge = Optional.empty();
  Optional<String> amr = Optional.empty();
  int expiresIn = 3600;

  /// What the token endpoint says to a device before it gives tokens.
  final Deque<String> deviceAnswers = new ArrayDeque<>();

  private final AtomicInteger count = new AtomicInteger();
  private final Set<String> goodRefresh = new HashSet<>();
  private Map<String, String> authorized = Map.of();

  URI issuer() {
    return server.address();
  }

  /// The access token that was given out last.
  String lastAccess() {
    Json.Builder claims = Json.object().put("username", "alice").put("n", count.get());
    amr.ifPresent(methods -> claims.put("amr", Json.strings(List.of(methods.split(" ", -1)))));
    return jwt(claims.build());
  }

  long asked(String grantType) {
    return server.asked().stream()
        .filter(request -> grantType.equals(request.form().get("grant_type")))
        .count();
  }

  /// Makes every refresh token that was given out worthless.
  void forget() {
    goodRefresh.clear();
  }

  /// A refresh token that is good.
  String seed() {
    goodRefresh.add("refresh-0");
    return "refresh-0";
  }

  @Override
  public void close() {
    server.close();
  }

  private Given answer(Asked request) {
    return switch (request.path()) {
      case "/.well-known/openid-configuration" -> Given.json(200, JsonWriter.compact(discovery()));
      case "/authorize" -> authorize(request.parameters());
      case "/device" ->
          Given.json(
              200,
              "{\"device_code\":\"secret-device-code\",\"user_code\":\"ABCD-EFGH\",\"verification_uri\":\""
                  + issuer()
                  + "/activate\",\"expires_in\":60,\"interval\":5}");
      case "/token" -> token(request.form());
      case "/revoke" -> {
        goodRefresh.remove(request.form().getOrDefault("token", ""));
        yield Given.json(200, "{}");
      }
      case "/" -> cognito(request);
      default -> Given.json(404, "{}");
    };
  }

  private Json discovery() {
    Json.Builder json =
        Json.object()
            .put("issuer", namesItself.isEmpty() ? issuer().toString() : namesItself)
            .put("authorization_endpoint", issuer() + "/authorize")
            .put("token_endpoint", issuer() + "/token")
            .put("revocation_endpoint", issuer() + "/revoke")
            .put(
                "scopes_supported",
                Json.strings(
                    scopesOffline ? List.of("openid", "offline_access") : List.of("openid")));
    if (device) {
      json.put("device_authorization_endpoint", issuer() + "/device");
    }
    return json.build();
  }

  private Given authorize(Map<String, String> query) {
    authorized = query;
    String back =
        query.get("redirect_uri")
            + "?state="
            + wrongState.orElse(String.valueOf(query.get("state")))
            + authorizeError.map(error -> "&error=" + error).orElse("&code=the-code")
            + otherIss.map(iss -> "&iss=" + iss).orElse("");
    return new Given(302, "", Map.of("Location", back));
  }

  private synchronized Given token(Map<String, String> form) {
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> {
        boolean good =
            "the-code".equals(form.get("code"))
                && CLIENT.equals(form.get("client_id"))
                && String.valueOf(authorized.get("redirect_uri")).equals(form.get("redirect_uri"))
                && "S256".equals(authorized.get("code_challenge_method"))
                && String.valueOf(authorized.get("code_challenge"))
                    .equals(s256(form.getOrDefault("code_verifier", "")));
        yield good ? issue() : error("invalid_grant");
      }
      case "urn:ietf:params:oauth:grant-type:device_code" ->
          !"secret-device-code".equals(form.get("device_code"))
              ? error("invalid_grant")
              : deviceAnswers.isEmpty() ? issue() : error(deviceAnswers.removeFirst());
      case "refresh_token" ->
          goodRefresh.remove(form.getOrDefault("refresh_token", ""))
              ? issue()
              : error("invalid_grant");
      default -> error("unsupported_grant_type");
    };
  }

  private Given issue() {
    int number = count.incrementAndGet();
    String refresh = "refresh-" + number;
    goodRefresh.add(refresh);
    Json.Builder json =
        Json.object()
            .put("access_token", lastAccess())
            .put("token_type", "Bearer")
            .put("expires_in", expiresIn)
            .put("refresh_token", refresh);
    if (sendsIdToken) {
      json.put(
          "id_token",
          jwt(
              Json.object()
                  .put("iss", issuer().toString())
                  .put("aud", wrongAudience.orElse(CLIENT))
                  .put("nonce", wrongNonce.orElse(authorized.getOrDefault("nonce", "")))
                  .build()));
    }
    return Given.json(200, JsonWriter.compact(json.build()));
  }

  private synchronized Given cognito(Asked request) {
    Json body = JsonReader.ANSWER.tree(request.body()).orElseThrow();
    Json parameters = body.at("AuthParameters").orElse(Json.object().build());
    String target = request.headers().getOrDefault("x-amz-target", "");
    if (target.endsWith(".RevokeToken")) {
      goodRefresh.remove(body.text("Token").orElse(""));
      return Given.json(200, "{}");
    }
    boolean good =
        switch (body.text("AuthFlow").orElse("")) {
          case "USER_PASSWORD_AUTH" ->
              parameters.text("USERNAME").orElse("").equals("alice")
                  && parameters.text("PASSWORD").orElse("").equals(PASSWORD);
          case "REFRESH_TOKEN_AUTH" ->
              goodRefresh.contains(parameters.text("REFRESH_TOKEN").orElse(""));
          default -> false;
        };
    if (!good) {
      return Given.json(
          400,
          "{\"__type\":\"NotAuthorizedException\",\"message\":\"Incorrect username or password: "
              + PASSWORD
              + "\"}");
    }
    if (challenge.isPresent()) {
      return Given.json(200, "{\"ChallengeName\":\"" + challenge.get() + "\",\"Session\":\"s\"}");
    }
    count.incrementAndGet();
    Json.Builder result =
        Json.object().put("AccessToken", lastAccess()).put("ExpiresIn", expiresIn);
    if (body.text("AuthFlow").orElse("").equals("USER_PASSWORD_AUTH")) {
      goodRefresh.add("pool-refresh");
      result.put("RefreshToken", "pool-refresh");
    }
    return Given.json(
        200, JsonWriter.compact(Json.object().put("AuthenticationResult", result.build()).build()));
  }

  private static Given error(String code) {
    return Given.json(
        400, "{\"error\":\"" + code + "\",\"error_description\":\"about secret-device-code\"}");
  }

  private static String jwt(Json claims) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString(JsonWriter.compact(claims).getBytes(StandardCharsets.UTF_8))
        + ".signature";
  }

  private static String s256(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
