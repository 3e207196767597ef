package dev.tidegate.cli.record;

import dev.tidegate.core.digest.HashInput;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Reads the public keys for verifying exports.
public final class PublicKeys {
  private PublicKeys() {}

  /// Reads a public key in PEM; empty when it is not an ECDSA key.
  public static Optional<PublicKey> read(String pem) {
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      return Optional.of(
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body))));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Returns the SHA-256 of a key as it is encoded (SubjectPublicKeyInfo), in hexadecimal: what
  /// `openssl pkey -pubin -outform DER` piped into `sha256sum` gives.
  public static String fingerprint(PublicKey key) {
    return HexFormat.of().formatHex(HashInput.sha256(key.getEncoded()));
  }
}
