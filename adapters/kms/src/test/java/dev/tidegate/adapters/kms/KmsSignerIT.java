package dev.tidegate.adapters.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.local.Clients;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import dev.tidegate.local.SharedAws;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

/// Signing by the laptop's KMS, verified by the JDK.
class KmsSignerIT {
  private static final byte[] MESSAGE = "number 1\n".getBytes(StandardCharsets.UTF_8);

  @Test
  void whatKmsSignsIsVerifiedWithThePublicKeyAlone() throws Exception {
    Clients clients = SharedAws.clients(Path.of("..", ".."), Progress.to(System.err));
    try (KmsClient kms = clients.of(KmsClient.builder(), clients.root(LocalAws.BROKER_ACCOUNT))) {
      String key =
          kms.createKey(r -> r.keySpec("ECC_NIST_P256").keyUsage("SIGN_VERIFY"))
              .keyMetadata()
              .arn();
      KmsSigner signer = new KmsSigner(kms, key);

      byte[] signature = signer.sign(MESSAGE);

      assertThat(isBy(signer.publicKey(), MESSAGE, signature)).isTrue();
      assertThat(isBy(signer.publicKey(), "number 2\n".getBytes(StandardCharsets.UTF_8), signature))
          .isFalse();
      assertThatThrownBy(() -> new KmsSigner(kms, key + "0").sign(MESSAGE))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("kms:Sign");
    }
  }

  private static boolean isBy(String pem, byte[] message, byte[] signature) throws Exception {
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    PublicKey key =
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(signature);
  }
}
