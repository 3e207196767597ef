package dev.tidegate.adapters.lambda;

/// Every key that a log line may carry. There are no others, so that a search finds all there is.
public enum LogKey {
  /// The account an access role is in.
  ACCOUNT("account"),
  /// The HTTP API's id of this call: the one that people are told to quote.
  API_REQUEST("apiRequest"),
  /// How often something was tried.
  ATTEMPTS("attempts"),
  /// Who called, as `issuer|subject`.
  CALLER("caller"),
  /// The stable code of a problem.
  CODE("code"),
  /// How many.
  COUNT("count"),
  /// A few words on what happened.
  DETAIL("detail"),
  /// How long it took, in milliseconds.
  DURATION_MS("durationMs"),
  /// The class of an exception, the outermost first.
  ERROR("error"),
  /// Where an exception came from.
  FRAMES("frames"),
  /// The function's name.
  FUNCTION("function"),
  /// A grant id.
  GRANT("grant"),
  /// Lambda's id of this call.
  INVOCATION("invocation"),
  /// What came of it.
  OUTCOME("outcome"),
  /// How full a session token is, in percent.
  PACKED_PERCENT("packedPercent"),
  /// The hash of a policy file.
  POLICY("policy"),
  /// A record of a stream, by its sequence number.
  RECORD("record"),
  /// A request id.
  REQUEST("request"),
  /// The route of the HTTP API.
  ROUTE("route"),
  /// The HTTP status.
  STATUS("status"),
  /// An event of the record, by its number.
  SEQ("seq");

  private final String word;

  LogKey(String word) {
    this.word = word;
  }

  /// Returns the key as written.
  public String word() {
    return word;
  }
}
