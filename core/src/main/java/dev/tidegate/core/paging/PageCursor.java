package dev.tidegate.core.paging;

/// A place in a list, in the store's own words. Handed out and taken back only together with the
/// query it is of. What is none is an [InvalidPageCursor], whoever made it up.
public record PageCursor(String text) {}
