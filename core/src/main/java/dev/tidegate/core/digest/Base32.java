package dev.tidegate.core.digest;

/// Encodes bytes in Crockford's base32, lower case, without `i`, `l`, `o` and `u`, so that ids can
/// be read aloud.
public final class Base32 {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private Base32() {}

  /// Returns the first `characters` of `bytes` in base32, 5 bits a character.
  public static String encode(byte[] bytes, int characters) {
    if (characters * 5 > bytes.length * 8) {
      throw new IllegalArgumentException(
          characters + " characters need more than " + bytes.length + " bytes");
    }
    StringBuilder out = new StringBuilder(characters);
    for (int i = 0; i < characters; i++) {
      int value = 0;
      for (int bit = i * 5; bit < i * 5 + 5; bit++) {
        value = value << 1 | bytes[bit / 8] >> (7 - bit % 8) & 1;
      }
      out.append(ALPHABET.charAt(value));
    }
    return out.toString();
  }

  /// Returns whether `text` has only characters of the alphabet.
  public static boolean matches(String text) {
    return text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }
}
