package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.broker.Cursor;
import dev.tidegate.core.request.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Writes places in lists as text that only its own list takes back.
///
/// A cursor holds no partition: that comes from the query it is used with, so it leads nowhere that
/// the query does not. Whatever is not a cursor of this kind is an [IllegalArgumentException].
final class Cursors {
  private static final String SEPARATOR = "\n";

  private Cursors() {}

  static Cursor write(String kind, String... parts) {
    String text = kind + SEPARATOR + String.join(SEPARATOR, parts);
    return new Cursor(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Returns the parts that [#write] was given for the same kind.
  static List<String> read(String kind, int parts, Cursor cursor) {
    List<String> all = List.of(decode(cursor).split(SEPARATOR, -1));
    if (!all.getFirst().equals(kind) || all.size() != parts + 1) {
      throw unknown();
    }
    return all.subList(1, all.size());
  }

  /// Checks the place of a case in a list by time of submission.
  static void checkPlace(String id, String sort) {
    if (!RequestId.matches(id)
        || !sort.matches("[+-]?\\d{4,10}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z#" + id)) {
      throw unknown();
    }
  }

  static IllegalArgumentException unknown() {
    return new IllegalArgumentException("page: a cursor of this list expected");
  }

  private static String decode(Cursor cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor.text());
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      IllegalArgumentException unknown = unknown();
      unknown.addSuppressed(e);
      throw unknown;
    }
  }
}
