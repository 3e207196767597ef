package dev.tidegate.core.record;

import java.util.Arrays;

/// Checks that an ECDSA signature on P-256 has its canonical encoding: DER of a sequence of two
/// positive integers, each in as few bytes as possible. The JDK's verifier would also accept a
/// negative integer as the positive one with the same bits. [RFC 3279, section 2.2.3; X.690,
/// sections 8.3 and 10.1]
final class EcdsaSignature {
  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;

  /// The bytes of an integer below the order of P-256, and one that keeps it positive.
  private static final int LONGEST = 33;

  private EcdsaSignature() {}

  static boolean isDer(byte[] signature) {
    if (signature.length < 2 || signature[0] != SEQUENCE || signature[1] != signature.length - 2) {
      return false;
    }
    int second = end(signature, 2);
    return second > 0 && end(signature, second) == signature.length;
  }

  /// Returns the end of the integer at `from`; 0 when it is not canonical.
  private static int end(byte[] all, int from) {
    if (from + 2 > all.length || all[from] != INTEGER) {
      return 0;
    }
    int length = all[from + 1];
    int end = from + 2 + length;
    if (length < 1 || length > LONGEST || end > all.length) {
      return 0;
    }
    byte[] digits = Arrays.copyOfRange(all, from + 2, end);
    boolean padded = length > 1 && digits[0] == 0 && digits[1] >= 0;
    return digits[0] < 0 || padded ? 0 : end;
  }
}
