package dev.tidegate.functions.sessions;

import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Refusals;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.json.Json;
import java.net.URI;
import java.time.Instant;

/// `POST /v1/grants/{id}/credentials` and `/console`: issue a session to the requester of an Active
/// grant. Both answers are secrets, which go into the body and nowhere else.
final class SessionRoutes {
  private final IssueSession issue;
  private final Log log;
  private final Metrics metrics;

  SessionRoutes(IssueSession issue, ApiContext front) {
    this.issue = issue;
    this.log = front.log();
    this.metrics = front.metrics();
  }

  private interface Issue {
    IssueSession.Outcome as(GrantId grant);
  }

  Reply credentials(Call call) {
    return checked(call, grant -> issue.credentials(call.caller(), grant, call.now()));
  }

  Reply console(Call call) {
    return checked(call, grant -> issue.consoleUrl(call.caller(), grant, call.now()));
  }

  private Reply checked(Call call, Issue issuing) {
    return Query.only(call)
        .then(_ -> JsonBody.none(call.body()))
        .answer(
            _ ->
                GrantId.matches(call.id())
                    ? answer(issuing.as(new GrantId(call.id())), call.now())
                    : Problem.notFound("id", "grant").reply());
  }

  private Reply answer(IssueSession.Outcome outcome, Instant now) {
    return switch (outcome) {
      case IssueSession.Outcome.Issued(Credentials credentials, GrantId grant, int packed) ->
          issued(Reply.json(200, process(credentials)), grant, packed, now);
      case IssueSession.Outcome.SignIn(URI url, Instant expiresAt, GrantId grant, int packed) -> {
        Json.Builder view = Json.object();
        view.put("url", url.toString());
        view.put("expiresAt", expiresAt.toString());
        yield issued(Reply.json(200, view.build()), grant, packed, now);
      }
      case IssueSession.Outcome.NotFound() -> Problem.notFound("id", "grant").reply();
      case IssueSession.Outcome.NotYours(String why) ->
          Problem.of(
                  ProblemCode.NOT_YOURS,
                  "You cannot use this grant: " + why + ".",
                  new FieldError("id", "a grant of your own", "submit a request of your own"))
              .reply();
      case IssueSession.Outcome.WrongState(AccessCase current, String why) ->
          wrongState(current, why, now).reply();
      case IssueSession.Outcome.PolicySaysNo(Assessment why) -> Refusals.today(why).reply();
      case IssueSession.Outcome.NotPrepared(Account account, String role) ->
          notPrepared(account, role, now).reply();
      case IssueSession.Outcome.TooPacked(String detail) ->
          Problem.of(
                  ProblemCode.SESSION_TOO_LARGE,
                  "AWS does not take the session: " + detail + ".",
                  new FieldError(
                      "id",
                      "a grant whose policy and tags fit into a session token",
                      "split the entitlement into several with fewer permissions each"))
              .reply();
    };
  }

  /// Returns the problem for an account without access for Tidegate. It is not the caller's fault,
  /// so it is also logged and counted as a fault.
  private Problem notPrepared(Account account, String role, Instant now) {
    log.error("account not prepared").with(LogKey.ACCOUNT, account.id()).write();
    metrics.put(Metrics.Metric.FAULTS, 1, now);
    return Problem.of(
        ProblemCode.ACCOUNT_NOT_PREPARED,
        "The account "
            + account.name()
            + " ("
            + account.id()
            + ") does not let Tidegate in; your grant is in order. Either"
            + " infrastructure/target-account is not deployed there, or its role "
            + role
            + " trusts another broker or asks for another ExternalId than the policy file names.",
        new FieldError(
            "id",
            "a grant in an account that is prepared",
            "tell whoever keeps the account, and try again: what was deployed just now may take"
                + " IAM minutes"));
  }

  private static Problem wrongState(AccessCase current, String why, Instant now) {
    return Problem.of(
        ProblemCode.WRONG_STATE,
        "The grant is " + state(current, now) + ": " + why + ".",
        new FieldError(
            "id",
            "a grant of sessions that is Active; this one is " + state(current, now),
            fix(current, now)));
  }

  /// Returns the state to show. An Active grant past its end counts as ended, even before that is
  /// recorded.
  private static String state(AccessCase current, Instant now) {
    return over(current, now) ? "over" : current.state().word();
  }

  private static String fix(AccessCase current, Instant now) {
    boolean temporary =
        current
            .grant()
            .filter(grant -> grant.terms().target() instanceof Target.ExistingRole)
            .isPresent();
    if (temporary && !over(current, now)) {
      return "use the role that the policy is attached to";
    }
    if (current.grant().filter(grant -> grant.terms().ahead(now)).isPresent()
        && current.state() == CaseState.SCHEDULED) {
      return "wait until it begins";
    }
    return current.state() == CaseState.SCHEDULED && !over(current, now)
        ? "try again in a few seconds"
        : "submit a new request if you still need access";
  }

  private static boolean over(AccessCase current, Instant now) {
    return current.grant().filter(grant -> grant.terms().over(now)).isPresent();
  }

  private Reply issued(Reply reply, GrantId grant, int packed, Instant now) {
    metrics.put(Metrics.Metric.SESSIONS_ISSUED, 1, now);
    metrics.put(Metrics.Metric.PACKED_PERCENT, packed, now);
    if (!IssueSession.nearlyFull(packed)) {
      return reply;
    }
    log.warn("session nearly full")
        .with(LogKey.GRANT, grant.text())
        .with(LogKey.PACKED_PERCENT, packed)
        .write();
    return reply.with("Tidegate-Warning", "the session takes " + packed + " % of what AWS allows");
  }

  private static Json process(Credentials credentials) {
    Json.Builder view = Json.object();
    view.put("Version", 1);
    view.put("AccessKeyId", credentials.accessKeyId());
    view.put("SecretAccessKey", credentials.secretAccessKey());
    view.put("SessionToken", credentials.sessionToken());
    view.put("Expiration", credentials.expiresAt().toString());
    return view.build();
  }
}
