package dev.tidegate.core.activity;

import dev.tidegate.core.activity.ActivityRecord.Outcome;
import dev.tidegate.core.entitlement.ActionPatterns;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads from the error of a record what AWS answered. Only a record without any error says that
/// something was done; only an error about rights says that it was refused; everything else failed,
/// be it throttled, expired, wrong or impossible.
///
/// Services name one and the same refusal differently, and CloudTrail writes down what they say,
/// some with `Client.` before it. [AWS: IAM UG, "Troubleshoot access denied error messages"; EC2
/// API Reference, "Error codes"; SNS, SQS and Organizations API References, "Errors"; Common
/// errors]
public final class CallOutcomes {
  /// What is in the codes of refusals, in small letters.
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

  /// What is in the messages of refusals whose code says something else.
  private static final List<String> PHRASES =
      List.of(
          "not authorized to perform", "with an explicit deny", "no identity-based policy allows");

  private static final String BOUNDARY = "permissions boundary";

  private CallOutcomes() {}

  /// Returns what AWS answered to `action`.
  ///
  /// @param code of the error, as CloudTrail has it
  /// @param message of the error, whole
  public static Outcome of(Optional<String> code, Optional<String> message, String action) {
    if (code.isEmpty() && message.isEmpty()) {
      return Outcome.DONE;
    }
    String error = code.orElse("").toLowerCase(Locale.ROOT);
    String said = message.orElse("");
    if (CODES.stream().noneMatch(error::contains) && PHRASES.stream().noneMatch(said::contains)) {
      return Outcome.FAILED;
    }
    // Services that leave the reason out still name the action.
    return said.contains(BOUNDARY) || ActionPatterns.outliving(action).isPresent()
        ? Outcome.OUTSIDE
        : Outcome.REFUSED;
  }
}
