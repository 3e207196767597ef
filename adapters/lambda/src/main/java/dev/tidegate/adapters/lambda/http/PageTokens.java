package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.paging.InvalidPageCursor;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.RequestJson;
import dev.tidegate.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes and reads page tokens: the position in a list, bound to that list and to the caller.
///
/// A token is 16 bytes of SHA-256 over the list and the cursor, then the cursor, in base64url. It
/// is neither secret nor signed, since it gives no rights: the caller alone decides what a list
/// shows, and a cursor is only a position. A forged token yields a later part of the caller's own
/// list, or `invalid-page`, since every reader of a cursor validates all of it
/// ([InvalidPageCursor]). So there is no key to manage.
public final class PageTokens {
  private static final int CHECK = 16;
  private static final int LONGEST = 4096;
  private static final int LIMIT = 50;

  private PageTokens() {}

  /// Shows one page of a list.
  ///
  /// @param list what distinguishes this list from others
  public static <T> Json shown(Page<T> page, List<String> list, Function<T, Json> item) {
    return Json.object()
        .array("items", page.items().stream().map(item).toList())
        .put("next", page.next().map(cursor -> write(list, cursor)))
        .build();
  }

  /// Shows a case with part of its events.
  ///
  /// @param list what distinguishes the events of this case from other lists
  public static Json shown(CaseEvents part, List<String> list) {
    return RequestJson.of(
        part, part.next().map(last -> write(list, new PageCursor(Integer.toString(last)))));
  }

  /// Returns the token for the page at `cursor`. `list` has everything that distinguishes the list
  /// from others, including the caller.
  public static String write(List<String> list, PageCursor cursor) {
    byte[] text = cursor.text().getBytes(StandardCharsets.UTF_8);
    byte[] token = Arrays.copyOf(check(list, cursor.text()), CHECK + text.length);
    System.arraycopy(text, 0, token, CHECK, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /// Reads `limit` (1 to 100, default 50) and `page` of a query.
  public static Parsed<PageRequest> read(
      List<String> list, Optional<String> limit, Optional<String> page) {
    Optional<Integer> most =
        limit.isEmpty() ? Optional.of(LIMIT) : limit.flatMap(PageTokens::number);
    if (most.isEmpty()) {
      return new Parsed.Bad<>(
          Problem.of(
              ProblemCode.INVALID_FIELD,
              "Not as expected: limit.",
              new FieldError("limit", "a whole number from 1 to 100", "correct the value")));
    }
    return cursor(list, page).then(cursor -> new Parsed.Ok<>(new PageRequest(most.get(), cursor)));
  }

  /// Reads the optional `page` of a query.
  public static Parsed<Optional<PageCursor>> cursor(List<String> list, Optional<String> page) {
    Optional<PageCursor> cursor = page.flatMap(token -> cursor(list, token));
    return page.isPresent() && cursor.isEmpty()
        ? new Parsed.Bad<>(unknown())
        : new Parsed.Ok<>(cursor);
  }

  /// Returns the problem for an invalid token.
  public static Problem unknown() {
    return Problem.of(
        ProblemCode.INVALID_PAGE,
        "The page token is not one of ours, or belongs to another list.",
        new FieldError(
            "page",
            "the `next` of an answer to this same query",
            "leave it out and begin at the first page"));
  }

  private static Optional<PageCursor> cursor(List<String> list, String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length <= CHECK || bytes.length > LONGEST) {
      return Optional.empty();
    }
    String text = new String(bytes, CHECK, bytes.length - CHECK, StandardCharsets.UTF_8);
    return MessageDigest.isEqual(check(list, text), Arrays.copyOf(bytes, CHECK))
        ? Optional.of(new PageCursor(text))
        : Optional.empty();
  }

  private static byte[] check(List<String> list, String cursor) {
    byte[] hash =
        new dev.tidegate.core.digest.HashInput().add("page 1").add(list).add(cursor).sha256();
    return Arrays.copyOf(hash, CHECK);
  }

  private static Optional<Integer> number(String text) {
    if (!text.matches("\\d{1,3}")) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(text)).filter(number -> number >= 1 && number <= 100);
  }
}
