package dev.tidegate.core.policies;

import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Stores all versions of the policy file, and which one is current. Versions are immutable.
public interface PolicyVersions {
  /// One version that was made current.
  ///
  /// @param number counts pushes and roll-backs, from 1
  /// @param compact the compact form that was stored with it, if one was
  /// @param head the head of the chain of policy events
  record Version(
      int number,
      PolicyHash hash,
      Instant at,
      String by,
      Optional<Compact> compact,
      ChainHead head) {}

  /// Identifies a compact form: its version ([CompactPolicies#form]), and the SHA-256 of its bytes
  /// as 64 hexadecimal digits.
  record Compact(int form, String sha256) {
    /// Returns the identification of a compact form.
    public static Compact of(int form, byte[] bytes) {
      return new Compact(form, HexFormat.of().formatHex(HashInput.sha256(bytes)));
    }

    /// Returns its text form in events.
    public String text() {
      return form + ":" + sha256;
    }
  }

  /// Returns the current version, with a read of one item; empty before the first push.
  Optional<Version> current();

  /// Returns the bytes of a version.
  Optional<byte[]> file(PolicyHash hash);

  /// Returns the bytes of a version's compact form as stored; empty when they are incomplete.
  Optional<byte[]> compact(PolicyHash hash, Compact compact);

  /// Stores `file`, and the compact form that `next` identifies, if any, and makes it current
  /// instead of `over`, together with its event.
  ///
  /// @return false, with the current version unchanged, when `over` is no longer current
  boolean makeCurrent(
      Version next,
      byte[] file,
      Optional<byte[]> compact,
      Optional<Version> over,
      AuditEvent event);

  /// Lists the policy's history, newest first; each push and roll-back is one event.
  Page<AuditEvent> history(PageRequest page);
}
