package dev.tidegate.adapters.policyfile;

/// One of a fixed set of keys of a mapping: an enum, so that whoever reads each of them switches
/// over it without a `default`.
interface Key {
  /// Returns the key as it stands in a file.
  String word();
}
