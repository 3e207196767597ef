package dev.tidegate.core.digest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Encodes text as UTF-8, strictly. An unpaired surrogate has no UTF-8 encoding; the JDK replaces
/// it by `?`, so that two different texts would have the same bytes and the same hash.
public final class Utf8 {
  /// Replaces unpaired surrogates and invalid bytes.
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /// Returns whether every surrogate in `text` is part of a pair.
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHalf(text, i)) {
        return false;
      }
    }
    return true;
  }

  /// Returns the bytes of `text`.
  ///
  /// @throws IllegalArgumentException when it is not well-formed
  public static byte[] bytes(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text holds half of a surrogate pair", e);
    }
  }

  /// Returns `text` with each unpaired surrogate replaced by U+FFFD; `text` itself when there is
  /// none.
  public static String wellFormed(String text) {
    if (isWellFormed(text)) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (isHalf(text, i)) {
        mended.setCharAt(i, REPLACEMENT);
      }
    }
    return mended.toString();
  }

  /// Truncates `text` to at most `most` UTF-16 units, without splitting a surrogate pair.
  public static String beginning(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean splits =
        most > 0
            && Character.isHighSurrogate(text.charAt(most - 1))
            && Character.isLowSurrogate(text.charAt(most));
    return text.substring(0, splits ? most - 1 : most);
  }

  private static boolean isHalf(String text, int at) {
    char one = text.charAt(at);
    if (Character.isHighSurrogate(one)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(one)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
