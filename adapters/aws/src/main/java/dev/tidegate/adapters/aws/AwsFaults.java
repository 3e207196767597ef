package dev.tidegate.adapters.aws;

import dev.tidegate.core.fault.Fault;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Makes calls to AWS and translates what the SDK throws into a [Fault]: the only place that does.
///
/// Throttling, 5xx, a skewed clock and no answer at all are BUSY; a refusal is DENIED; everything
/// else is BROKEN. Adapters catch only the exceptions of their service that are an answer, such as
/// `NoSuchEntityException`, and leave the rest to this class.
///
/// A fault's message contains the call, AWS's error code, the HTTP status and the request id. AWS's
/// own message is added only for `AccessDenied`, where it names the missing right. Elsewhere it may
/// repeat what was sent: the message about a wrong signature quotes the signed headers, including
/// the session token. For the same reason, AWS's exception is not kept as the cause.
public final class AwsFaults {
  /// The translation for services without error codes of their own that pass by themselves.
  public static final AwsFaults STANDARD = new AwsFaults(Set.of());

  /// Error codes of refusals that some services send with status 400 instead of 403. [AWS: Common
  /// errors]
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

  /// Returns the same translation for a service with further error codes that pass by themselves.
  ///
  /// @param codes such as `TransactionConflictException`
  public static AwsFaults alsoBusy(String... codes) {
    return new AwsFaults(Set.of(codes));
  }

  /// Makes a call and returns its answer.
  ///
  /// @param call the name of the call for a fault's message, such as `kms:Sign`
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
