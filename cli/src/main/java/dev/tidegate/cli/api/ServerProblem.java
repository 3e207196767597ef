package dev.tidegate.cli.api;

import dev.tidegate.cli.http.HttpReply;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.api.ProblemDocument;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An error answer of the API (RFC 9457): a stable code, sentences for the person, and what to
/// change.
///
/// An answer that is not a problem document, such as a gateway's own, is converted according to its
/// status.
///
/// @param document the server's document, or one made from the status
public record ServerProblem(ProblemDocument document) {
  /// Reads a reply that is not 2xx.
  static ServerProblem of(HttpReply reply) {
    return new ServerProblem(
        reply
            .json()
            .flatMap(json -> ProblemDocument.read(json, reply.status()))
            .orElseGet(() -> bare(reply.status())));
  }

  /// Returns whether it has this code.
  public boolean is(ProblemCode code) {
    return document.code().known().filter(code::equals).isPresent();
  }

  /// Returns what is wrong, in one sentence.
  public String title() {
    return document.title();
  }

  /// Returns details.
  public Optional<String> detail() {
    return document.detail();
  }

  /// Returns the errors in the input.
  public List<ProblemDocument.Finding> errors() {
    return document.errors();
  }

  /// Returns the policy's decision, if the policy refused.
  public Optional<Json> decision() {
    return document.decision();
  }

  /// Returns the document, for `--json`.
  public Json json() {
    return document.json();
  }

  /// Returns the exit code of the process; for an unknown code, it follows from the status.
  public ExitCode exit() {
    return document.code().known().map(this::exit).orElseGet(this::byStatus);
  }

  private ExitCode exit(ProblemCode code) {
    return switch (code) {
      case MALFORMED_JSON, TOO_LARGE, UNKNOWN_FIELD, MISSING_FIELD, INVALID_FIELD, INVALID_PAGE ->
          ExitCode.USAGE;
      case UNAUTHENTICATED -> ExitCode.NOT_SIGNED_IN;
      case REFUSED, NOT_YOURS -> ExitCode.REFUSED;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case WRONG_STATE, HASH_MISMATCH, KEY_REUSED, POLICY_CHANGED -> ExitCode.CONFLICT;
      case SESSION_TOO_LARGE, ACCOUNT_NOT_PREPARED, POLICY_INVALID -> ExitCode.NOT_ACCEPTED;
      case BUSY -> ExitCode.UNREACHABLE;
      case UNSUPPORTED_TYPE, VERSION_MISSING, INTERNAL -> byStatus();
    };
  }

  private ExitCode byStatus() {
    return switch (document.status()) {
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

  private static ProblemDocument bare(int status) {
    return switch (status) {
      case 401 ->
          words(
              ProblemCode.UNAUTHENTICATED,
              status,
              "The server does not accept your sign-in.",
              "run: tidegate login");
      case 403 ->
          words(
              ProblemCode.NOT_YOURS,
              status,
              "The server does not let you do this.",
              "check the API address");
      case 404 ->
          words(
              ProblemCode.NOT_FOUND,
              status,
              "Nothing is at this address.",
              "check the API address: tidegate login --api");
      case 413 ->
          words(ProblemCode.TOO_LARGE, status, "That is more than the server takes.", "send less");
      case 429, 502, 503, 504 ->
          words(ProblemCode.BUSY, status, "The server is busy.", "try again in a minute");
      default ->
          words(
              ProblemCode.INTERNAL,
              status,
              "The server's answer makes no sense (status " + status + ").",
              "check the API address");
    };
  }

  private static ProblemDocument words(ProblemCode code, int status, String title, String fix) {
    return new ProblemDocument(
        new ProblemDocument.Known(code), status, title, Optional.of(fix), List.of(), Map.of());
  }
}
