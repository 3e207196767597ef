package dev.tidegate.core.paging;

import java.util.Optional;

/// A request for a page: the limit on items, 1 to 100, and the cursor to continue from.
public record PageRequest(int limit, Optional<PageCursor> from) {
  public PageRequest {
    if (limit < 1 || limit > 100) {
      throw new IllegalArgumentException("limit: 1 to 100 expected");
    }
  }

  /// Returns the first page.
  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }
}
