package dev.tidegate.core.drift;

/// Knows one document that always is as it should be, and takes any other word for word.
public final class FakePolicyDocumentReader implements PolicyDocumentReader {
  /// What a policy says that is as Tidegate made it.
  public static final String RIGHT = "as it should be";

  @Override
  public boolean same(String one, String other) {
    return one.equals(other) || one.equals(RIGHT);
  }

  @Override
  public boolean cuts(String document) {
    return document.equals(RIGHT);
  }

  @Override
  public String inWords(String document) {
    return document;
  }
}
