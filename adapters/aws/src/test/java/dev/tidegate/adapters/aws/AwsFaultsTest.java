package dev.tidegate.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.fault.Fault;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class AwsFaultsTest {
  private static final AwsFaults DYNAMO =
      AwsFaults.alsoBusy("TransactionConflictException", "LimitExceededException");

  /// The last column is the kind for a service that says of the code that it passes by itself.
  @ParameterizedTest(name = "{0} {1} is {2}, and {3} for DynamoDB")
  @CsvSource({
    "400, ThrottlingException, BUSY, BUSY",
    "400, ProvisionedThroughputExceededException, BUSY, BUSY",
    "400, RequestLimitExceeded, BUSY, BUSY",
    "429, TooManyRequestsException, BUSY, BUSY",
    "500, InternalServerError, BUSY, BUSY",
    "503, ServiceUnavailable, BUSY, BUSY",
    "403, RequestTimeTooSkewed, BUSY, BUSY",
    "400, RequestExpired, BUSY, BUSY",
    "400, TransactionConflictException, BROKEN, BUSY",
    "400, LimitExceededException, BROKEN, BUSY",
    "401, Unauthorized, DENIED, DENIED",
    "403, Forbidden, DENIED, DENIED",
    "403, AccessDenied, DENIED, DENIED",
    "400, AccessDeniedException, DENIED, DENIED",
    "403, ExpiredToken, DENIED, DENIED",
    "400, ExpiredTokenException, DENIED, DENIED",
    "403, InvalidClientTokenId, DENIED, DENIED",
    "403, SignatureDoesNotMatch, DENIED, DENIED",
    "400, InvalidSignatureException, DENIED, DENIED",
    "400, IncompleteSignatureException, DENIED, DENIED",
    "400, MissingAuthenticationTokenException, DENIED, DENIED",
    "400, UnrecognizedClientException, DENIED, DENIED",
    "400, ValidationException, BROKEN, BROKEN",
    "400, MalformedPolicyDocument, BROKEN, BROKEN",
    "404, ResourceNotFoundException, BROKEN, BROKEN",
    "409, ConflictException, BROKEN, BROKEN",
    "200, '', BROKEN, BROKEN",
  })
  void anAnswerBecomesAFaultOfItsKind(
      int status, String code, Fault.Kind kind, Fault.Kind ofDynamo) {
    assertThat(fault(AwsFaults.STANDARD, answer(status, code, "words")).kind()).isEqualTo(kind);
    assertThat(fault(DYNAMO, answer(status, code, "words")).kind()).isEqualTo(ofDynamo);
  }

  @ParameterizedTest(name = "status {0} without a code is {1}")
  @CsvSource({"400, BROKEN", "403, DENIED", "429, BUSY", "500, BUSY"})
  void anAnswerWithoutACodeIsJudgedByItsStatus(int status, Fault.Kind kind) {
    AwsServiceException answer = AwsServiceException.builder().statusCode(status).build();

    assertThat(fault(AwsFaults.STANDARD, answer).kind()).isEqualTo(kind);
  }

  static List<SdkException> withoutAnAnswer() {
    return List.of(
        SdkClientException.create("no route", new IOException("no route")),
        SdkClientException.create("no credentials"),
        ApiCallTimeoutException.create(15_000),
        ApiCallAttemptTimeoutException.create(8_000),
        AbortedException.create("interrupted"));
  }

  @ParameterizedTest
  @MethodSource("withoutAnAnswer")
  void noAnswerIsBusyAndKeepsItsCause(SdkException failure) {
    for (AwsFaults faults : List.of(AwsFaults.STANDARD, DYNAMO)) {
      Fault fault = fault(faults, failure);

      assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY);
      assertThat(fault).hasMessage("kms:Sign: no answer from AWS").hasCause(failure);
    }
  }

  @Test
  void aMessageHoldsTheCallTheCodeTheStatusAndTheRequest() {
    assertThat(fault(AwsFaults.STANDARD, answer(400, "ValidationException", "the item x")))
        .hasMessage("kms:Sign: ValidationException, status 400, request q-1")
        .hasNoCause();
  }

  @Test
  void theRightThatIsMissingIsNamed() {
    assertThat(fault(AwsFaults.STANDARD, answer(403, "AccessDenied", "not authorized: kms:Sign")))
        .hasMessage("kms:Sign: AccessDenied, status 403, request q-1: not authorized: kms:Sign");
  }

  @ParameterizedTest
  @CsvSource({"403, SignatureDoesNotMatch", "400, InvalidSignatureException"})
  void whatAwsQuotesOfAWrongSignatureIsNotRepeated(int status, String code) {
    for (AwsFaults faults : List.of(AwsFaults.STANDARD, DYNAMO)) {
      assertThat(fault(faults, answer(status, code, "x-amz-security-token:SECRET")))
          .hasMessageNotContaining("SECRET")
          .hasNoCause();
    }
  }

  @Test
  void anAnswerIsPassedOn() {
    assertThat(AwsFaults.STANDARD.translated("kms:Sign", () -> "signed")).isEqualTo("signed");
    assertThat(AwsFaults.STANDARD.attempt("kms:Sign", () -> "signed"))
        .isEqualTo(new Attempt.Answered<>("signed"));
  }

  @ParameterizedTest(name = "{0} {1}: lacks a right {2}, forbidden {3}")
  @CsvSource({
    "403, AccessDenied, true, true",
    "400, AccessDeniedException, true, false",
    "403, ExpiredToken, false, true",
    "401, Unauthorized, false, false",
  })
  void aRefusalMayBeAnAnswer(int status, String code, boolean lacksRight, boolean forbidden) {
    AwsServiceException refusal = answer(status, code, "words");
    Attempt<String> attempt =
        AwsFaults.STANDARD.attempt(
            "kms:Sign",
            () -> {
              throw refusal;
            });

    assertThat(attempt)
        .isInstanceOfSatisfying(
            Attempt.Denied.class,
            denied -> {
              assertThat(denied.fault().kind()).isEqualTo(Fault.Kind.DENIED);
              assertThat(denied.lacksRight()).isEqualTo(lacksRight);
              assertThat(denied.forbidden()).isEqualTo(forbidden);
            });
  }

  @Test
  void whatIsNoRefusalIsThrownFromAnAttemptToo() {
    AwsServiceException busy = answer(503, "ServiceUnavailable", "words");

    assertThatThrownBy(
            () ->
                AwsFaults.STANDARD.attempt(
                    "kms:Sign",
                    () -> {
                      throw busy;
                    }))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY));
  }

  private static Fault fault(AwsFaults faults, SdkException failure) {
    try {
      faults.translated(
          "kms:Sign",
          () -> {
            throw failure;
          });
    } catch (Fault fault) {
      return fault;
    }
    throw new AssertionError("no fault");
  }

  private static AwsServiceException answer(int status, String code, String words) {
    return AwsServiceException.builder()
        .statusCode(status)
        .requestId("q-1")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(words).build())
        .build();
  }
}
