package dev.tidegate.core.fault;

/// The failure of something that should have worked. It is never an answer, and must never be
/// treated as an empty result.
///
/// The message is for engineers and contains no secret; users are told only what follows from the
/// [Kind].
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// Whether trying again may help.
  public enum Kind {
    /// Throttled, timed out, or too many conflicts: trying again later may help.
    BUSY,
    /// AWS refused a call by Tidegate: a role, a trust policy or an ExternalId is wrong.
    DENIED,
    /// A bug, or stored data that cannot be read.
    BROKEN
  }

  public Fault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Fault(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// Returns whether trying again may help.
  public Kind kind() {
    return kind;
  }
}
