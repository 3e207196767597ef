package dev.tidegate.core.paging;

import java.util.Optional;

/// How much of a list is wanted, 1 to 100, and from where.
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
