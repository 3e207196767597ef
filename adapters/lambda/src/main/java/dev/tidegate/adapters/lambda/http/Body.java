package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.wire.api.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The body of a call as received: text, or bytes in base64.
///
/// @param type the header `Content-Type`
public record Body(String text, boolean base64, Optional<String> type) {
  /// The largest JSON body, in bytes.
  public static final int MOST_BYTES = 64 * 1024;

  /// An empty body.
  public static final Body NONE = new Body("", false);

  /// Creates a body without a `Content-Type`.
  public Body(String text, boolean base64) {
    this(text, base64, Optional.empty());
  }

  /// Accepts a body of one of these types, such as `application/json`, in UTF-8, and a body that is
  /// empty or has no type.
  public Parsed<Body> of(List<String> types) {
    return isEmpty() || type.isEmpty() || isOf(types)
        ? new Parsed.Ok<>(this)
        : new Parsed.Bad<>(
            Problem.of(
                ProblemCode.UNSUPPORTED_TYPE,
                "The body is of a type that is not taken here.",
                new FieldError(
                    "Content-Type",
                    String.join(" or ", types) + ", in UTF-8",
                    "send the header Content-Type: " + types.getFirst())));
  }

  private boolean isOf(List<String> types) {
    List<String> parts = List.of(type.orElse("").toLowerCase(Locale.ROOT).split(";", -1));
    boolean utf8 =
        parts.stream()
            .skip(1)
            .map(String::strip)
            .filter(parameter -> parameter.startsWith("charset="))
            .allMatch(charset -> charset.replace("\"", "").equals("charset=utf-8"));
    return utf8 && types.contains(parts.getFirst().strip());
  }

  /// Returns whether the body is empty.
  public boolean isEmpty() {
    return text.isBlank();
  }

  /// Returns the bytes, or the problem `too-large` when there are more than `most`.
  ///
  /// @throws IllegalArgumentException when API Gateway declares base64 and it is not, which is
  ///   never the caller's fault
  public Parsed<byte[]> bytes(int most) {
    long size = base64 ? text.length() / 4L * 3 - 2 : text.length();
    if (size > most) {
      return tooLarge(most);
    }
    byte[] bytes =
        base64 ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
    return bytes.length > most ? tooLarge(most) : new Parsed.Ok<>(bytes);
  }

  private static Parsed<byte[]> tooLarge(int most) {
    return new Parsed.Bad<>(
        Problem.of(
            ProblemCode.TOO_LARGE,
            "The body is larger than " + most + " bytes.",
            new FieldError("body", "at most " + most + " bytes", "send less")));
  }

  /// Returns only the length, since the content may be a secret.
  @Override
  public String toString() {
    return "Body[" + text.length() + " characters]";
  }
}
