package dev.tidegate.adapters.policyfile;

/// Where something stands in the file: line and column, counted from 1.
public record Place(int line, int column) {
  public static final Place START = new Place(1, 1);
}
