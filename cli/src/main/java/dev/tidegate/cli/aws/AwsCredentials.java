package dev.tidegate.cli.aws;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The credentials of one session. They live in memory only; the text form is `***`.
public record AwsCredentials(
    String accessKeyId, String secretAccessKey, String sessionToken, String expiration) {
  /// Reads the API's `credentials` response.
  public static AwsCredentials of(Json json) {
    return new AwsCredentials(
        field(json, "AccessKeyId"),
        field(json, "SecretAccessKey"),
        field(json, "SessionToken"),
        field(json, "Expiration"));
  }

  /// Returns the instant from which AWS refuses them, or empty when the server sent no valid
  /// instant.
  public Optional<Instant> end() {
    try {
      return Optional.of(Instant.parse(expiration));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// Returns the document that `credential_process` expects: these fields and no others.
  public Json json() {
    return Json.object()
        .put("Version", 1)
        .put("AccessKeyId", accessKeyId)
        .put("SecretAccessKey", secretAccessKey)
        .put("SessionToken", sessionToken)
        .put("Expiration", expiration)
        .build();
  }

  @Override
  public String toString() {
    return "***";
  }

  private static String field(Json json, String name) {
    return json.text(name)
        .filter(value -> value.matches("[!-~]+"))
        .orElseThrow(
            () ->
                CommandFailure.of(
                    ExitCode.INTERNAL, "The server's credentials hold no proper " + name + "."));
  }
}
