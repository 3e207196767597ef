package dev.tidegate.local.awscheck;

/// Ends `./aws-check`; its message is shown to the user, without a stack trace.
public final class AwsCheckException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public AwsCheckException(String message) {
    super(message);
  }

  public AwsCheckException(String message, Throwable cause) {
    super(message, cause);
  }
}
