package dev.tidegate.adapters.kms;

import dev.tidegate.core.fault.Fault;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says what a failed AWS call means: throttled, 5xx or no answer is BUSY, a refusal is DENIED, all
/// else is BROKEN.
///
/// The message holds the call, AWS's error code and its request id. AWS's own words are added to a
/// refusal alone, where they name the right that is missing: elsewhere they may repeat what was
/// sent (a wrong signature's message quotes the signed headers, session token included).
final class Faults {
  private Faults() {}

  static Fault of(String call, SdkException failure) {
    if (!(failure instanceof AwsServiceException aws)) {
      return new Fault(Fault.Kind.BUSY, call + ": no answer from AWS", failure);
    }
    String code = aws.awsErrorDetails() == null ? "" : aws.awsErrorDetails().errorCode();
    Fault.Kind kind = kind(aws, code);
    String message =
        call + ": " + code + ", status " + aws.statusCode() + ", request " + aws.requestId();
    return new Fault(
        kind,
        kind == Fault.Kind.DENIED && code.startsWith("AccessDenied")
            ? message + ": " + aws.awsErrorDetails().errorMessage()
            : message);
  }

  private static Fault.Kind kind(AwsServiceException aws, String code) {
    if (aws.isThrottlingException() || aws.isClockSkewException() || aws.statusCode() >= 500) {
      return Fault.Kind.BUSY;
    }
    boolean refused =
        aws.statusCode() == 401
            || aws.statusCode() == 403
            || code.startsWith("AccessDenied")
            || code.startsWith("ExpiredToken");
    return refused ? Fault.Kind.DENIED : Fault.Kind.BROKEN;
  }
}
