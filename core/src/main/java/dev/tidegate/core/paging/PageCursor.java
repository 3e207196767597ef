package dev.tidegate.core.paging;

/// A position in a list, in the store's own format. It is valid only for the query that returned
/// it; anything else is an [InvalidPageCursor].
public record PageCursor(String text) {}
