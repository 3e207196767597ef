package dev.tidegate.core.policies;

import dev.tidegate.core.paging.InvalidPageCursor;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.record.AuditEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [PolicyVersions] in memory, for tests. Safe for several threads.
public final class InMemoryPolicyVersions implements PolicyVersions {
  private final Map<PolicyHash, byte[]> files = new HashMap<>();
  private final Map<String, byte[]> compacts = new HashMap<>();
  private final List<AuditEvent> events = new ArrayList<>();
  private Optional<Version> current = Optional.empty();

  @Override
  public synchronized Optional<Version> current() {
    return current;
  }

  @Override
  public synchronized Optional<byte[]> file(PolicyHash hash) {
    return Optional.ofNullable(files.get(hash)).map(byte[]::clone);
  }

  @Override
  public synchronized Optional<byte[]> compact(PolicyHash hash, Compact compact) {
    return Optional.ofNullable(compacts.get(hash.hex() + compact.sha256())).map(byte[]::clone);
  }

  /// Puts other bytes in the place of a compact form.
  public synchronized void damage(Version version, byte[] bytes) {
    compacts.put(version.hash().hex() + version.compact().orElseThrow().sha256(), bytes.clone());
  }

  /// Loses a compact form.
  public synchronized void lose(Version version) {
    compacts.remove(version.hash().hex() + version.compact().orElseThrow().sha256());
  }

  @Override
  public synchronized boolean makeCurrent(
      Version next,
      byte[] file,
      Optional<byte[]> compact,
      Optional<Version> over,
      AuditEvent event) {
    if (!current.equals(over)) {
      return false;
    }
    files.put(next.hash(), file.clone());
    compact.ifPresent(
        bytes ->
            compacts.put(next.hash().hex() + next.compact().orElseThrow().sha256(), bytes.clone()));
    events.add(event);
    current = Optional.of(next);
    return true;
  }

  @Override
  public synchronized Page<AuditEvent> history(PageRequest page) {
    int before = page.from().map(InMemoryPolicyVersions::seq).orElse(events.size() + 1);
    List<AuditEvent> older = events.subList(0, Math.min(events.size(), before - 1)).reversed();
    List<AuditEvent> items = older.subList(0, Math.min(page.limit(), older.size()));
    return new Page<>(
        items,
        older.size() > items.size()
            ? Optional.of(new PageCursor("before " + items.getLast().seq()))
            : Optional.empty());
  }

  private static int seq(PageCursor cursor) {
    if (!cursor.text().matches("before [1-9]\\d{0,5}")) {
      throw new InvalidPageCursor();
    }
    return Integer.parseInt(cursor.text().substring("before ".length()));
  }
}
