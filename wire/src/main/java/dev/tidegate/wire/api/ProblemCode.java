package dev.tidegate.wire.api;

import java.util.Arrays;
import java.util.Optional;

/// All codes of error answers of the API, with their HTTP status and title. Clients may rely on
/// codes; titles are for people and may change. A newer server may send others: see
/// [ProblemDocument.Code].
public enum ProblemCode {
  MALFORMED_JSON("malformed-json", 400, "The body is not the JSON that is expected"),
  TOO_LARGE("too-large", 413, "The body is too large"),
  UNSUPPORTED_TYPE("unsupported-type", 415, "The body is of another type"),
  UNKNOWN_FIELD("unknown-field", 400, "A field that does not exist was sent"),
  MISSING_FIELD("missing-field", 400, "A field is missing"),
  INVALID_FIELD("invalid-field", 400, "A field has a value that is not expected"),
  INVALID_PAGE("invalid-page", 400, "The page token does not belong to this list"),
  UNAUTHENTICATED("unauthenticated", 401, "The token does not say who you are"),
  REFUSED("refused", 403, "The policy says no"),
  NOT_YOURS("not-yours", 403, "This is not yours to do"),
  NOT_FOUND("not-found", 404, "There is no such thing that you may see"),
  WRONG_STATE("wrong-state", 409, "Its state does not allow this"),
  HASH_MISMATCH("hash-mismatch", 409, "The answer is to something else than what was asked"),
  KEY_REUSED("key-reused", 409, "The Idempotency-Key came with another body"),
  SESSION_TOO_LARGE("session-too-large", 422, "AWS takes no policy of this size"),
  ACCOUNT_NOT_PREPARED("account-not-prepared", 409, "The account does not let Tidegate in"),
  POLICY_INVALID("policy-invalid", 422, "The file is not a policy"),
  POLICY_CHANGED("policy-changed", 409, "Another policy is current"),
  VERSION_MISSING("version-missing", 428, "The version that this goes over is not said"),
  BUSY("busy", 503, "Too busy right now"),
  INTERNAL("internal", 500, "Something on our side failed");

  private final String word;
  private final int status;
  private final String title;

  ProblemCode(String word, int status, String title) {
    this.word = word;
    this.status = status;
    this.title = title;
  }

  /// Returns the code as written.
  public String word() {
    return word;
  }

  /// Returns the code of this name; empty when there is none.
  public static Optional<ProblemCode> of(String word) {
    return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
  }

  /// Returns the HTTP status.
  public int status() {
    return status;
  }

  /// Returns the title.
  public String title() {
    return title;
  }
}
