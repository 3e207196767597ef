package dev.tidegate.core.fault;

/// Something that should have worked did not: never an answer to a question, and never read as "no
/// access needed".
///
/// The message is for engineers and holds no secret; what a user is told follows from the [Kind].
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// Whether trying again may help.
  public enum Kind {
    /// Throttled, timed out, or changed under us too often: try again later.
    BUSY,
    /// AWS refused us: a role, a trust policy or an ExternalId is not as it should be.
    DENIED,
    /// A defect, or stored data that cannot be read.
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
