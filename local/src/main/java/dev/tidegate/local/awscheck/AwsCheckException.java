package dev.tidegate.local.awscheck;

/// A fault that ends `./aws-check`; its message is for the one who ran it, without a stack trace.
public final class AwsCheckException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public AwsCheckException(String message) {
    super(message);
  }

  public AwsCheckException(String message, Throwable cause) {
    super(message, cause);
  }
}
