package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.fault.Fault;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says of what DynamoDB, or the way to it, throws whether trying again may help.
///
/// Messages carry the operation, AWS's code, sentence and request id; never an item.
final class Faults {
  private static final Set<String> BUSY =
      Set.of(
          "TransactionConflictException",
          "TransactionInProgressException",
          "LimitExceededException",
          "InternalServerError");

  private static final Set<String> DENIED =
      Set.of(
          "AccessDeniedException",
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "UnrecognizedClientException");

  private Faults() {}

  /// Makes a call; what it throws comes out as a [Fault].
  static <T> T translated(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw of(operation, e);
    }
  }

  static Fault of(String operation, SdkException e) {
    return new Fault(kind(e), operation + ": " + e.getMessage(), e);
  }

  static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
  }

  private static Fault.Kind kind(SdkException e) {
    if (e instanceof AwsServiceException answer) {
      String code = code(answer);
      if (answer.isThrottlingException() || answer.statusCode() >= 500 || BUSY.contains(code)) {
        return Fault.Kind.BUSY;
      }
      return DENIED.contains(code) ? Fault.Kind.DENIED : Fault.Kind.BROKEN;
    }
    boolean noAnswer =
        e instanceof ApiCallTimeoutException
            || e instanceof ApiCallAttemptTimeoutException
            || e instanceof AbortedException
            || brokenConnection(e);
    return noAnswer ? Fault.Kind.BUSY : Fault.Kind.BROKEN;
  }

  private static boolean brokenConnection(SdkException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
