package dev.tidegate.core.drift;

/// Compares IAM policy documents by their meaning: the order of statements and lists, sids, white
/// space, the case of actions and the grouping of permissions into statements do not matter.
public interface PolicyDocumentReader {
  /// Returns whether two documents mean the same. A document that cannot be read equals only
  /// itself.
  boolean same(String one, String other);

  /// Returns whether a document is exactly one of the Denies that Tidegate writes.
  boolean cuts(String document);

  /// Returns a summary of a document for people, in at most 200 characters: what it allows or
  /// denies on which resources, and whether it has a date condition. It contains no values of other
  /// conditions.
  String inWords(String document);
}
