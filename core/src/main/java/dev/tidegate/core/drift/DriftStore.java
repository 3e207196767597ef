package dev.tidegate.core.drift;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Stores the state of drift checks. Every write is conditional; every read is strongly consistent.
public interface DriftStore {
  /// Reads a check.
  Optional<DriftRun> run(String id);

  /// Replaces the previous version of a check.
  ///
  /// @return false, with nothing written, when the stored version is another one
  boolean save(DriftRun run);

  /// Reads the last seen state of an account.
  Optional<Seen> seen(String account);

  /// Replaces the last seen state of an account.
  ///
  /// @return false, with nothing written, when the stored version is another one
  boolean see(String account, Optional<Seen> last, Map<String, String> parts);

  /// The state of an account: a hash of each part, by the part's name.
  record Seen(long version, SortedMap<String, String> parts) {}
}
