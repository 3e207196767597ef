package dev.tidegate.adapters.kms;

import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.record.CheckpointSigner;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Signs with an asymmetric KMS key on P-256 (`ECC_NIST_P256`, `SIGN_VERIFY`).
///
/// The message is sent as it is and hashed by KMS, so it may have up to 4,096 bytes [AWS: KMS API,
/// Sign].
public final class KmsSigner implements CheckpointSigner {
  private final KmsClient kms;
  private final String key;

  /// @param key the key's ARN
  public KmsSigner(KmsClient kms, String key) {
    this.kms = kms;
    this.key = key;
  }

  @Override
  public byte[] sign(byte[] message) {
    return AwsFaults.STANDARD
        .translated(
            "kms:Sign",
            () ->
                kms.sign(
                    request ->
                        request
                            .keyId(key)
                            .message(SdkBytes.fromByteArray(message))
                            .messageType(MessageType.RAW)
                            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)))
        .signature()
        .asByteArray();
  }

  /// Returns the public key in PEM.
  public String publicKey() {
    byte[] der =
        AwsFaults.STANDARD
            .translated("kms:GetPublicKey", () -> kms.getPublicKey(request -> request.keyId(key)))
            .publicKey()
            .asByteArray();
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
  }
}
