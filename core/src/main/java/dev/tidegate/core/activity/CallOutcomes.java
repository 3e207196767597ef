package dev.tidegate.core.activity;

import dev.tidegate.core.activity.ActivityRecord.Outcome;
import dev.tidegate.core.entitlement.ActionPatterns;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Derives AWS's answer from the error in a record. Only a record without an error means that it
/// succeeded, and only an error about rights means that it was refused. Everything else failed:
/// throttled, expired, invalid or impossible.
///
/// Services use different codes for the same refusal, and CloudTrail records them as they are, some
/// with the prefix `Client.`. [AWS: IAM UG, "Troubleshoot access denied error messages"; EC2 API
/// Reference, "Error codes"; SNS, SQS and Organizations API References, "Errors"; Common errors]
public final class CallOutcomes {
  /// Parts of the error codes of refusals, in lower case.
  private static final List<String> CODES =
      List.of(
          "accessdenied", // S3, IAM, STS, SQS; AccessDeniedException: DynamoDB, KMS, Lambda
          "accessforbidden",
          "authfailure", // EC2
          "authorizationerror", // SNS
          "forbidden", // ForbiddenException: SSO, MSK, IoT
          "insufficientprivileges", // Redshift, Chime
          "notauthorized", // Common errors; NotAuthorizedException: Cognito
          "unauthorized"); // UnauthorizedOperation: EC2; UnauthorizedException: IoT, Batch

  /// Parts of the messages of refusals whose code means something else.
  private static final List<String> PHRASES =
      List.of(
          "not authorized to perform", "with an explicit deny", "no identity-based policy allows");

  private static final String BOUNDARY = "permissions boundary";

  private CallOutcomes() {}

  /// Returns AWS's answer to `action`.
  ///
  /// @param code the error code as CloudTrail recorded it
  /// @param message the complete error message
  public static Outcome of(Optional<String> code, Optional<String> message, String action) {
    if (code.isEmpty() && message.isEmpty()) {
      return Outcome.DONE;
    }
    String error = code.orElse("").toLowerCase(Locale.ROOT);
    String said = message.orElse("");
    if (CODES.stream().noneMatch(error::contains) && PHRASES.stream().noneMatch(said::contains)) {
      return Outcome.FAILED;
    }
    // Some services omit the reason, but the action is known.
    return said.contains(BOUNDARY) || ActionPatterns.outliving(action).isPresent()
        ? Outcome.OUTSIDE
        : Outcome.REFUSED;
  }
}
