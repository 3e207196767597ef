package dev.tidegate.core.drift;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// [DriftStore] in memory, for tests.
public final class InMemoryDriftStore implements DriftStore {
  private final Map<String, DriftRun> runs = new HashMap<>();
  private final Map<String, Seen> seen = new HashMap<>();

  @Override
  public synchronized Optional<DriftRun> run(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public synchronized boolean save(DriftRun run) {
    if (run(run.id()).map(DriftRun::version).orElse(0L) != run.version() - 1) {
      return false;
    }
    runs.put(run.id(), run);
    return true;
  }

  @Override
  public synchronized Optional<Seen> seen(String account) {
    return Optional.ofNullable(seen.get(account));
  }

  @Override
  public synchronized boolean see(String account, Optional<Seen> last, Map<String, String> parts) {
    long before = last.map(Seen::version).orElse(0L);
    if (seen(account).map(Seen::version).orElse(0L) != before) {
      return false;
    }
    seen.put(account, new Seen(before + 1, new TreeMap<>(parts)));
    return true;
  }
}
