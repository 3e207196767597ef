package dev.tidegate.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.activity.ActivityRecord.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes as the services' own references list them, and as CloudTrail writes them down.
class CallOutcomesTest {
  private static final String ACTION = "dynamodb:GetItem";

  @ParameterizedTest
  @CsvSource({
    "AccessDenied", // S3, STS, IAM, SQS, CloudFormation
    "AccessDeniedException", // DynamoDB, KMS, Lambda, Secrets Manager
    "AccessDeniedFault", // DMS
    "AccessDeniedForDependencyException", // Organizations
    "KMSAccessDeniedException", // Kinesis
    "UnauthorizedOperation", // EC2
    "Client.UnauthorizedOperation", // EC2, in CloudTrail
    "AuthFailure",
    "Client.AuthFailure", // EC2, in CloudTrail
    "AuthorizationError", // SNS
    "AuthorizationErrorException",
    "UnauthorizedException", // IoT, Amplify
    "NotAuthorized", // Common errors
    "NotAuthorizedException", // Cognito
    "ForbiddenException", // MSK, IoT data, SSO
    "InsufficientPrivilegesException"
  })
  void anErrorAboutRightsIsARefusal(String code) {
    assertThat(CallOutcomes.of(Optional.of(code), Optional.empty(), ACTION))
        .isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "ThrottlingException",
    "Throttling",
    "RequestLimitExceeded",
    "Client.RequestLimitExceeded",
    "SlowDown",
    "ProvisionedThroughputExceededException",
    "TooManyRequestsException",
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "SignatureDoesNotMatch",
    "MissingAuthenticationToken",
    "InvalidAccessKeyId",
    "OptInRequired",
    "ValidationException",
    "ValidationError",
    "InvalidParameterValue",
    "Client.InvalidInstanceID.NotFound",
    "Client.DryRunOperation",
    "ResourceNotFoundException",
    "NoSuchKey",
    "ConditionalCheckFailedException",
    "InternalFailure",
    "ServiceUnavailable"
  })
  void anyOtherErrorFailedAndClaimsNeither(String code) {
    assertThat(CallOutcomes.of(Optional.of(code), Optional.of("Rate exceeded"), ACTION))
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void aMessageAboutRightsIsARefusalWhateverTheCode() {
    String said =
        "User: arn:aws:sts::222222222222:assumed-role/TidegateAccess/g-1 is not authorized to"
            + " perform: x";
    assertThat(CallOutcomes.of(Optional.of("InvalidParameter"), Optional.of(said), ACTION))
        .isEqualTo(Outcome.REFUSED);
    assertThat(CallOutcomes.of(Optional.empty(), Optional.of(said), ACTION))
        .isEqualTo(Outcome.REFUSED);
    assertThat(
            CallOutcomes.of(
                Optional.of("ClientException"),
                Optional.of("access denied with an explicit deny in a session policy"),
                ACTION))
        .isEqualTo(Outcome.REFUSED);
  }

  @Test
  void onlyARecordWithoutAnyErrorWasAllowed() {
    assertThat(CallOutcomes.of(Optional.empty(), Optional.empty(), ACTION)).isEqualTo(Outcome.DONE);
    assertThat(CallOutcomes.of(Optional.empty(), Optional.of("Failed authentication"), ACTION))
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void aRefusalByTheBoundaryOrOfWhatItForbidsIsToldApart() {
    Optional<String> denied = Optional.of("AccessDenied");
    assertThat(
            CallOutcomes.of(
                denied,
                Optional.of("because no permissions boundary allows the s3:X action"),
                "s3:GetObject"))
        .isEqualTo(Outcome.OUTSIDE);
    assertThat(CallOutcomes.of(denied, Optional.empty(), "iam:CreateUser"))
        .isEqualTo(Outcome.OUTSIDE);
    assertThat(CallOutcomes.of(Optional.of("Throttling"), Optional.empty(), "iam:CreateUser"))
        .isEqualTo(Outcome.FAILED);
  }
}
