package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.assess.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The body of a call as it came: text, or bytes in base64.
///
/// @param type the header `Content-Type`
public record Body(String text, boolean base64, Optional<String> type) {
  /// The largest JSON body.
  public static final int MOST_BYTES = 64 * 1024;

  /// No body.
  public static final Body NONE = new Body("", false);

  /// A body whose type nobody said.
  public Body(String text, boolean base64) {
    this(text, base64, Optional.empty());
  }

  /// Accepts a body of one of these types, such as `application/json`, in UTF-8; and one that is
  /// empty, or whose type nobody said.
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

  /// Says whether nothing was sent.
  public boolean isEmpty() {
    return text.isBlank();
  }

  /// Returns the bytes, at most `most` of them.
  ///
  /// @throws IllegalArgumentException when API Gateway says base64 and it is not: never the
  ///   caller's fault
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

  /// Says how long it is: what was sent may be anything.
  @Override
  public String toString() {
    return "Body[" + text.length() + " characters]";
  }
}
