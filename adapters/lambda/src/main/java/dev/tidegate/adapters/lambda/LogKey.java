package dev.tidegate.adapters.lambda;

/// All keys of log lines. No other keys are used, so a search by key is complete.
public enum LogKey {
  /// The account an access role is in.
  ACCOUNT("account"),
  /// The HTTP API's id of this call, which people are asked to quote.
  API_REQUEST("apiRequest"),
  /// How often something was tried.
  ATTEMPTS("attempts"),
  /// The caller, as `issuer|subject`.
  CALLER("caller"),
  /// The stable code of a problem.
  CODE("code"),
  /// A count.
  COUNT("count"),
  /// A few words on what happened.
  DETAIL("detail"),
  /// How long it took, in milliseconds.
  DURATION_MS("durationMs"),
  /// The classes of an exception and its causes, outermost first.
  ERROR("error"),
  /// The first stack frames of an exception.
  FRAMES("frames"),
  /// The function's name.
  FUNCTION("function"),
  /// A grant id.
  GRANT("grant"),
  /// Lambda's id of this call.
  INVOCATION("invocation"),
  /// The outcome of an operation.
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
