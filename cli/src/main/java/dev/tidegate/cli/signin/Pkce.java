package dev.tidegate.cli.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// The proof that whoever redeems an authorization code is whoever asked for it (RFC 7636, method
/// S256).
record Pkce(Secret verifier) {
  /// A fresh one.
  static Pkce fresh() {
    return new Pkce(new Secret(random()));
  }

  /// What is sent ahead.
  String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.value().getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// 256 random bits as text.
  static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
