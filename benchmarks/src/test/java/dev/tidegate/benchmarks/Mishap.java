package dev.tidegate.benchmarks;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// How a call to AWS goes wrong.
enum Mishap {
  /// It never arrives.
  FAILS_BEFORE,
  /// It takes effect, and its answer is lost.
  FAILS_AFTER,
  /// It takes effect, and its answer comes too late.
  TIMES_OUT,
  /// AWS has no time for it.
  THROTTLED;

  /// Returns whether the call has no effect.
  boolean before() {
    return this == FAILS_BEFORE || this == THROTTLED;
  }

  void raise(String call) {
    throw switch (this) {
      case FAILS_BEFORE, FAILS_AFTER ->
          SdkClientException.create(
              call + " was made to fail", new IOException("connection reset"));
      case TIMES_OUT -> ApiCallTimeoutException.create(5_000);
      case THROTTLED ->
          AwsServiceException.builder()
              .message(call + " was throttled")
              .statusCode(400)
              .awsErrorDetails(AwsErrorDetails.builder().errorCode("ThrottlingException").build())
              .build();
    };
  }
}
