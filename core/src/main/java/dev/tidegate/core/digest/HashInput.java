package dev.tidegate.core.digest;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Computes a SHA-256 over a list of fields, such that different lists never hash the same bytes.
///
/// Each field is its length in bytes (4 bytes, big endian) followed by its UTF-8 bytes. A map is
/// its size, then its entries in the order of their keys. A field with an unpaired surrogate has no
/// UTF-8 encoding and is refused.
public final class HashInput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

  /// Appends one field.
  ///
  /// @throws IllegalArgumentException when it is not well-formed ([Utf8#isWellFormed]), which
  ///   callers check when they read input
  public HashInput add(String field) {
    byte[] utf8 = Utf8.bytes(field);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.write(utf8.length >>> shift);
    }
    bytes.writeBytes(utf8);
    return this;
  }

  /// Appends a number as its decimal digits.
  public HashInput add(long number) {
    return add(Long.toString(number));
  }

  /// Appends the size of a list, then its fields.
  public HashInput add(List<String> fields) {
    add(fields.size());
    fields.forEach(this::add);
    return this;
  }

  /// Appends the size of a map, then each key and value in the order of the keys.
  public HashInput add(Map<String, String> fields) {
    add(fields.size());
    new TreeMap<>(fields).forEach((key, value) -> add(key).add(value));
    return this;
  }

  /// Returns the digest as 32 bytes.
  public byte[] sha256() {
    return sha256(bytes.toByteArray());
  }

  /// Returns the digest as 64 hexadecimal digits in lower case.
  public String hex() {
    return HexFormat.of().formatHex(sha256());
  }

  /// Returns the SHA-256 of `data`, 32 bytes.
  public static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
