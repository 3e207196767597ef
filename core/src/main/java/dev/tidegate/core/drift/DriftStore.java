package dev.tidegate.core.drift;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What checks keep from one to the next. Every write is conditional; every read is strongly
/// consistent.
public interface DriftStore {
  /// Reads a check.
  Optional<DriftRun> run(String id);

  /// Writes a check over the version before.
  ///
  /// @return false, with nothing written, when another is there
  boolean save(DriftRun run);

  /// Reads what was seen of an account last.
  Optional<Seen> seen(String account);

  /// Writes what is seen of an account over `last`.
  ///
  /// @return false, with nothing written, when another is there
  boolean see(String account, Optional<Seen> last, Map<String, String> parts);

  /// What was seen of an account: a hash of each part, by what it is.
  record Seen(long version, SortedMap<String, String> parts) {}
}
