package dev.tidegate.core.access.assess;

/// What is wrong with one field of an input: which, what was expected, and what to do.
public record FieldError(String field, String expected, String fix) {}
