package dev.tidegate.core.access.assess;

/// An error in one field of the input: its name, what was expected, and what to do.
public record FieldError(String field, String expected, String fix) {}
