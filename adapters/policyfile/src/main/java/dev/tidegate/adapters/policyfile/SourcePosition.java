package dev.tidegate.adapters.policyfile;

/// A position in the file: line and column, counted from 1.
public record SourcePosition(int line, int column) {
  public static final SourcePosition START = new SourcePosition(1, 1);
}
