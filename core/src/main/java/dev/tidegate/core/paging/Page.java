package dev.tidegate.core.paging;

import java.util.List;
import java.util.Optional;

/// A page of a list, and the cursor of the next one; without a cursor, it is the last.
public record Page<T>(List<T> items, Optional<PageCursor> next) {
  public Page {
    items = List.copyOf(items);
  }
}
