package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.broker.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The body of a call as it came: text, or bytes in base64.
public record Body(String text, boolean base64) {
  /// The largest JSON body.
  public static final int MOST_BYTES = 64 * 1024;

  /// No body.
  public static final Body NONE = new Body("", false);

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
