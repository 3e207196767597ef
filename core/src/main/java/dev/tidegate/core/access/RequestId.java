package dev.tidegate.core.access;

import dev.tidegate.core.digest.Base32;
import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.principal.PrincipalId;

/// The id of a request: `r-` and 16 characters of base32, 80 bits.
public record RequestId(String text) {
  /// The number of random bytes that [#of(byte[])] takes.
  public static final int BYTES = 10;

  public RequestId {
    if (!matches(text)) {
      throw new IllegalArgumentException("request id: r- and 16 characters of base32 expected");
    }
  }

  /// Returns whether `text` is a request id.
  public static boolean matches(String text) {
    return text.length() == 18 && text.startsWith("r-") && Base32.matches(text.substring(2));
  }

  /// Creates an id from 10 random bytes.
  public static RequestId of(byte[] random) {
    return new RequestId("r-" + Base32.encode(random, 16));
  }

  /// Returns the id for a principal's Idempotency-Key, which is always the same.
  public static RequestId of(PrincipalId principal, String idempotencyKey) {
    byte[] hash =
        new HashInput().add("request").add(principal.canonical()).add(idempotencyKey).sha256();
    return new RequestId("r-" + Base32.encode(hash, 16));
  }

  /// Returns the 16 characters that request and grant share.
  public String suffix() {
    return text.substring(2);
  }

  @Override
  public String toString() {
    return text;
  }
}
