package dev.tidegate.core.broker;

import dev.tidegate.core.audit.AuditEvent;
import dev.tidegate.core.audit.ChainHead;
import dev.tidegate.core.policy.PolicyHash;
import java.time.Instant;
import java.util.Optional;

/// Keeps every version of the policy file, and which is current. A version never changes.
public interface PolicyVersions {
  /// One version that was made current.
  ///
  /// @param number counts pushes and roll-backs, from 1
  /// @param head the head of the chain of policy events
  record Version(int number, PolicyHash hash, Instant at, String by, ChainHead head) {}

  /// Returns the current version, by a read of one item; nothing when none was ever pushed.
  Optional<Version> current();

  /// Returns the bytes of a version.
  Optional<byte[]> file(PolicyHash hash);

  /// Stores `file` and makes it current, with its event, in place of `over`.
  ///
  /// @return false, with the current version unchanged, when `over` is no longer current
  boolean makeCurrent(Version next, byte[] file, Optional<Version> over, AuditEvent event);

  /// Lists the events of the policy's history, newest first: each push and roll-back is one.
  Page<AuditEvent> history(PageRequest page);
}
