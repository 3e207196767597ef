package dev.tidegate.local;

/// The emulated AWS could not be started or used. The message says what happened and what to do
/// about it.
public final class LocalAwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LocalAwsException(String message) {
    super(message);
  }

  public LocalAwsException(String message, Throwable cause) {
    super(message, cause);
  }
}
