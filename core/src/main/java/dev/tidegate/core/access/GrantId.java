package dev.tidegate.core.access;

import dev.tidegate.core.digest.Base32;

/// The id of a grant: `g-` and the 16 characters of its request, so that a request can never have
/// two grants.
///
/// It is also the role session name, the value of the tag `TidegateGrant` and the name of the end's
/// schedule, so it is valid in all of these.
public record GrantId(String text) {
  public GrantId {
    if (!matches(text)) {
      throw new IllegalArgumentException("grant id: g- and 16 characters of base32 expected");
    }
  }

  /// Returns whether `text` is a grant id.
  public static boolean matches(String text) {
    return text.length() == 18 && text.startsWith("g-") && Base32.matches(text.substring(2));
  }

  /// Returns the id of the only grant that `request` can have.
  public static GrantId of(RequestId request) {
    return new GrantId("g-" + request.suffix());
  }

  /// Returns the request this grant belongs to.
  public RequestId request() {
    return new RequestId("r-" + text.substring(2));
  }

  @Override
  public String toString() {
    return text;
  }
}
