package dev.tidegate.core.paging;

/// A cursor that does not belong to the list it was used with: made up, changed, or written by a
/// release with another format. It is always the caller's error, and reveals nothing beyond the
/// list.
public final class InvalidPageCursor extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidPageCursor() {
    super("page: a cursor of this list expected");
  }
}
