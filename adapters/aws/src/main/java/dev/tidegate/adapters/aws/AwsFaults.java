package dev.tidegate.adapters.aws;

import dev.tidegate.core.fault.Fault;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Makes calls to AWS and translates what the SDK throws into a [Fault]: the only place that does.
///
/// Throttled, 5xx, a skewed clock or no answer at all is BUSY; a refusal is DENIED; all else is
/// BROKEN. Adapters catch only the exceptions of their service that answer the question, such as
/// `NoSuchEntityException`, and leave the rest to this class.
///
/// A fault's message holds the call, AWS's error code, the HTTP status and the request id. AWS's
/// own words are added to an `AccessDenied` alone, where they name the right that is missing:
/// elsewhere they may repeat what was sent (the message about a wrong signature quotes the signed
/// headers, session token included). For the same reason an answer of AWS is not kept as the cause.
public final class AwsFaults {
  /// For services whose error codes mean what they mean everywhere.
  public static final AwsFaults STANDARD = new AwsFaults(Set.of());

  /// Refusals that some services send with status 400 rather than 403. [AWS: Common errors]
  private static final Set<String> DENIED =
      Set.of(
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "UnrecognizedClientException");

  private static final int FIRST_SERVER_ERROR = 500;
  private static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;

  private final Set<String> alsoBusy;

  private AwsFaults(Set<String> alsoBusy) {
    this.alsoBusy = alsoBusy;
  }

  /// Returns the same, for a service that sends further error codes which pass by themselves.
  ///
  /// @param codes such as `TransactionConflictException`
  public static AwsFaults alsoBusy(String... codes) {
    return new AwsFaults(Set.of(codes));
  }

  /// Makes a call and returns its answer.
  ///
  /// @param call what is called, for the message of a fault: `kms:Sign`
  /// @throws Fault instead of whatever the SDK throws
  public <T> T translated(String call, Supplier<T> request) {
    return switch (attempt(call, request)) {
      case Attempt.Answered<T>(T answer) -> answer;
      case Attempt.Denied<T> denied -> throw denied.fault();
    };
  }

  /// Makes a call that AWS may refuse, and returns its answer or the refusal.
  ///
  /// @throws Fault that is BUSY or BROKEN, instead of whatever else the SDK throws
  public <T> Attempt<T> attempt(String call, Supplier<T> request) {
    try {
      return new Attempt.Answered<>(request.get());
    } catch (AwsServiceException answer) {
      Fault fault = fault(call, answer);
      if (fault.kind() == Fault.Kind.DENIED) {
        return new Attempt.Denied<>(fault, answer.statusCode(), code(answer));
      }
      throw fault;
    } catch (SdkException failure) {
      throw new Fault(Fault.Kind.BUSY, call + ": no answer from AWS", failure);
    }
  }

  private Fault fault(String call, AwsServiceException answer) {
    String code = code(answer);
    Fault.Kind kind = kind(answer, code);
    String message =
        call + ": " + code + ", status " + answer.statusCode() + ", request " + answer.requestId();
    return new Fault(
        kind,
        kind == Fault.Kind.DENIED && accessDenied(code)
            ? message + ": " + answer.awsErrorDetails().errorMessage()
            : message);
  }

  private Fault.Kind kind(AwsServiceException answer, String code) {
    if (answer.isThrottlingException()
        || answer.isClockSkewException()
        || answer.statusCode() >= FIRST_SERVER_ERROR
        || alsoBusy.contains(code)) {
      return Fault.Kind.BUSY;
    }
    boolean refused =
        answer.statusCode() == UNAUTHORIZED
            || answer.statusCode() == FORBIDDEN
            || accessDenied(code)
            || code.startsWith("ExpiredToken")
            || DENIED.contains(code);
    return refused ? Fault.Kind.DENIED : Fault.Kind.BROKEN;
  }

  static boolean accessDenied(String code) {
    return code.startsWith("AccessDenied");
  }

  private static String code(AwsServiceException answer) {
    return answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
  }
}
