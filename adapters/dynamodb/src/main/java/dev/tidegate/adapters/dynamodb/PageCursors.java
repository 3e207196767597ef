package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.paging.InvalidPageCursor;
import dev.tidegate.core.paging.PageCursor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Writes and reads page cursors; each is valid only for its own kind of list.
///
/// A cursor contains no partition: that comes from the query that it is used with, so it cannot
/// lead anywhere that the query does not. Anything that is not a cursor of the expected kind is an
/// [InvalidPageCursor].
final class PageCursors {
  private static final String SEPARATOR = "\n";

  private static final Pattern PLACE =
      Pattern.compile("[+-]?\\d{4,10}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z#r-[0-9a-z]{16}");

  private PageCursors() {}

  static PageCursor write(String kind, String... parts) {
    String text = kind + SEPARATOR + String.join(SEPARATOR, parts);
    return new PageCursor(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Returns the parts that were passed to [#write] for the same kind.
  static List<String> read(String kind, int parts, PageCursor cursor) {
    List<String> all = List.of(decode(cursor).split(SEPARATOR, -1));
    if (!all.getFirst().equals(kind) || all.size() != parts + 1) {
      throw unknown();
    }
    return all.subList(1, all.size());
  }

  /// Returns the validated sort key of a list by time of submission.
  static String place(String kind, PageCursor cursor) {
    String place = read(kind, 1, cursor).getFirst();
    int id = place.indexOf('#') + 1;
    if (!PLACE.matcher(place).matches() || !RequestId.matches(place.substring(id))) {
      throw unknown();
    }
    return place;
  }

  static InvalidPageCursor unknown() {
    return new InvalidPageCursor();
  }

  private static String decode(PageCursor cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor.text());
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      InvalidPageCursor unknown = unknown();
      unknown.addSuppressed(e);
      throw unknown;
    }
  }
}
