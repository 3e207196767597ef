package dev.tidegate.cli.api;

import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Optional;

/// The API's "no" (RFC 9457): a stable code, words for the person, and what to change.
///
/// An answer that is no problem document, such as a gateway's own, is put into the same form by its
/// status.
///
/// @param decision the policy's decision, when it was the policy that said no
public record Problem(
    String code,
    int status,
    String title,
    Optional<String> detail,
    List<Finding> errors,
    Optional<Json> decision) {

  /// One field, what was expected in it, and what to do.
  public record Finding(String field, Optional<String> expected, Optional<String> fix) {
    static Finding of(Json json) {
      return new Finding(json.text("field").orElse("?"), json.text("expected"), json.text("fix"));
    }
  }

  public Problem {
    errors = List.copyOf(errors);
  }

  /// Reads a reply that is not 2xx.
  static Problem of(HttpReply reply) {
    Optional<Json> body = reply.json().filter(json -> json.text("code").isPresent());
    if (body.isEmpty()) {
      return bare(reply);
    }
    Json json = body.get();
    return new Problem(
        json.text("code").orElse("internal"),
        reply.status(),
        json.text("title").orElse("The server said no (status " + reply.status() + ")."),
        json.text("detail"),
        json.list("errors").stream().map(Finding::of).toList(),
        json.at("decision"));
  }

  /// What the process ends with.
  public ExitCode exit() {
    return switch (code) {
      case "malformed-json",
          "too-large",
          "unknown-field",
          "missing-field",
          "invalid-field",
          "invalid-page" ->
          ExitCode.USAGE;
      case "unauthenticated" -> ExitCode.NOT_SIGNED_IN;
      case "refused", "not-yours" -> ExitCode.REFUSED;
      case "not-found" -> ExitCode.NOT_FOUND;
      case "wrong-state", "hash-mismatch", "key-reused", "policy-changed" -> ExitCode.CONFLICT;
      case "session-too-large", "account-not-prepared", "policy-invalid" -> ExitCode.NOT_ACCEPTED;
      case "busy" -> ExitCode.UNREACHABLE;
      default -> byStatus(status);
    };
  }

  /// The document, for `--json`.
  public Json json() {
    List<Json> findings =
        errors.stream()
            .map(
                finding ->
                    Json.object()
                        .put("field", finding.field())
                        .put("expected", finding.expected())
                        .put("fix", finding.fix())
                        .build())
            .toList();
    Json.Builder json =
        Json.object()
            .put("type", "urn:tidegate:problem:" + code)
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("code", code);
    if (!findings.isEmpty()) {
      json.put("errors", new Json.Arr(findings));
    }
    decision.ifPresent(value -> json.put("decision", value));
    return json.build();
  }

  private static ExitCode byStatus(int status) {
    return switch (status) {
      case 400, 413, 415 -> ExitCode.USAGE;
      case 401 -> ExitCode.NOT_SIGNED_IN;
      case 403 -> ExitCode.REFUSED;
      case 404 -> ExitCode.NOT_FOUND;
      case 409, 412 -> ExitCode.CONFLICT;
      case 422 -> ExitCode.NOT_ACCEPTED;
      case 429, 502, 503, 504 -> ExitCode.UNREACHABLE;
      default -> ExitCode.INTERNAL;
    };
  }

  private static Problem bare(HttpReply reply) {
    int status = reply.status();
    return switch (status) {
      case 401 ->
          words(
              "unauthenticated",
              status,
              "The server does not accept your sign-in.",
              "run: tidegate login");
      case 403 ->
          words(
              "not-yours", status, "The server does not let you do this.", "check the API address");
      case 404 ->
          words(
              "not-found",
              status,
              "Nothing is at this address.",
              "check the API address: tidegate login --api");
      case 413 -> words("too-large", status, "That is more than the server takes.", "send less");
      case 429, 502, 503, 504 ->
          words("busy", status, "The server is busy.", "try again in a minute");
      default ->
          words(
              "internal",
              status,
              "The server's answer makes no sense (status " + status + ").",
              "check the API address");
    };
  }

  private static Problem words(String code, int status, String title, String fix) {
    return new Problem(code, status, title, Optional.of(fix), List.of(), Optional.empty());
  }
}
