package dev.tidegate.core.drift;

/// Reads IAM policy documents for what they say: the order of statements and lists, sids, white
/// space, the case of actions and how permissions are put together into statements say nothing.
public interface PolicyDocumentReader {
  /// Returns whether two documents say the same. What cannot be read says the same as nothing but
  /// itself.
  boolean same(String one, String other);

  /// Returns whether a document is, word for word, one of the Denies that Tidegate writes.
  boolean cuts(String document);

  /// Returns the gist of a document for a person, in at most 200 characters: what it allows or
  /// denies on what, and whether until a date. No values of other conditions.
  String inWords(String document);
}
