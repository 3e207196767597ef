package dev.tidegate.adapters.signin;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Exchanges credentials for a sign-in token.
///
/// Uses `HttpURLConnection` and not `HttpClient`: the AWS SDK has already loaded it, and it needs
/// no thread of its own.
final class SigninTokens {
  private static final int TRIES = 2;
  private static final int CONNECT_MS = 2000;
  private static final int READ_MS = 4000;
  private static final int LONGEST = 65536;

  String get(URI federation, Credentials credentials) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Action", "getSigninToken");
    fields.put("Session", session(credentials));
    byte[] body = FederationSignIn.form(fields).getBytes(StandardCharsets.US_ASCII);
    Fault last = new Fault(Fault.Kind.BUSY, "the federation endpoint was not tried");
    for (int i = 0; i < TRIES; i++) {
      try {
        return once(federation, body);
      } catch (IOException e) {
        last = new Fault(Fault.Kind.BUSY, "the federation endpoint does not answer", e);
      } catch (Fault fault) {
        if (fault.kind() != Fault.Kind.BUSY) {
          throw fault;
        }
        last = fault;
      }
    }
    throw last;
  }

  private static String once(URI federation, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) federation.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MS);
    connection.setReadTimeout(READ_MS);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
    connection.setRequestProperty("Accept", "application/json");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    if (status != 200) {
      throw refused(status);
    }
    try (InputStream in = connection.getInputStream()) {
      return token(in.readNBytes(LONGEST))
          .orElseThrow(
              () ->
                  new Fault(
                      Fault.Kind.BROKEN, "the federation endpoint answers without a SigninToken"));
    }
  }

  /// Maps an error by its status alone: the body is an HTML page for people.
  private static Fault refused(int status) {
    Fault.Kind kind =
        status >= 500 || status == 429
            ? Fault.Kind.BUSY
            : status == 400 || status == 401 || status == 403
                ? Fault.Kind.DENIED
                : Fault.Kind.BROKEN;
    return new Fault(kind, "the federation endpoint answers with status " + status);
  }

  private static String session(Credentials credentials) {
    return JsonWriter.compact(
        Json.object()
            .put("sessionId", credentials.accessKeyId())
            .put("sessionKey", credentials.secretAccessKey())
            .put("sessionToken", credentials.sessionToken())
            .build());
  }

  private static Optional<String> token(byte[] answer) {
    return JsonReader.ANSWER.read(answer) instanceof JsonReader.Result.Value(Json json)
        ? json.string("SigninToken").filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
