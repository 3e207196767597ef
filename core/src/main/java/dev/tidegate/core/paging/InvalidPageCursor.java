package dev.tidegate.core.paging;

/// A cursor that is none of the list it was used with: made up, changed, or of a release that wrote
/// them otherwise. Always the caller's doing, and no way to anything that the list does not show.
public final class InvalidPageCursor extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidPageCursor() {
    super("page: a cursor of this list expected");
  }
}
