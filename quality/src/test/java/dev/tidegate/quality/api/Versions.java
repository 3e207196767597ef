package dev.tidegate.quality.api;

import dev.tidegate.core.access.Wire;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.record.AuditEvent;
import java.util.Optional;
import java.util.function.Supplier;

/// [PolicyVersions] behind a [Wire]; what happens meanwhile happens before a version is made
/// current.
record Versions(PolicyVersions versions, Wire wire, Supplier<Runnable> meanwhile)
    implements PolicyVersions {
  @Override
  public Optional<Version> current() {
    return wire.call("versions.current", versions::current);
  }

  @Override
  public Optional<byte[]> file(PolicyHash hash) {
    return wire.call("versions.file", () -> versions.file(hash));
  }

  @Override
  public Optional<byte[]> compact(PolicyHash hash, Compact compact) {
    return wire.call("versions.compact", () -> versions.compact(hash, compact));
  }

  @Override
  public boolean makeCurrent(
      Version next,
      byte[] file,
      Optional<byte[]> compact,
      Optional<Version> over,
      AuditEvent event) {
    meanwhile.get().run();
    return wire.call(
        "versions.makeCurrent", () -> versions.makeCurrent(next, file, compact, over, event));
  }

  @Override
  public Page<AuditEvent> history(PageRequest page) {
    return wire.call("versions.history", () -> versions.history(page));
  }
}
