package dev.tidegate.core.paging;

import java.util.List;
import java.util.Optional;

/// Part of a list, and where the next part begins; no cursor means that this was the last.
public record Page<T>(List<T> items, Optional<PageCursor> next) {
  public Page {
    items = List.copyOf(items);
  }
}
