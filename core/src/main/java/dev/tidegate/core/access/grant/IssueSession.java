package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.SingleCaseStore;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/// Issues a session under an Active grant, only to its requester. The policy in force decides
/// again, and the approvals are counted again.
///
/// The id of a grant that is over leads to the grant that continues it, so its users need not
/// notice an extension.
///
/// A console sign-in uses a session of the default length, which the date condition trims, because
/// AWS accepts sessions with a requested length only from IAM users. [AWS: IAM UG, "Enable custom
/// identity broker access to the AWS console"]
///
/// A session is recorded before it is issued. Takes two reads, one transaction and one AssumeRole;
/// a console sign-in adds one call to the federation endpoint.
public final class IssueSession {
  private static final int WARN_PERCENT = 80;

  private final CaseRunner runner;
  private final Extensions chain;
  private final IssueDecision decision;
  private final Visibility visibility;
  private final SessionIssuer issuer;
  private final ConsoleSignIn console;

  public IssueSession(
      SingleCaseStore store,
      PolicySource policies,
      PolicyDocuments documents,
      Visibility visibility,
      SessionIssuer issuer,
      ConsoleSignIn console) {
    this.runner = new CaseRunner(store);
    this.chain = new Extensions(store);
    this.decision = new IssueDecision(policies, documents);
    this.visibility = visibility;
    this.issuer = issuer;
    this.console = console;
  }

  /// The result of [#credentials] and [#consoleUrl].
  public sealed interface Outcome {
    /// Credentials with the earlier of the session's and the grant's end.
    ///
    /// @param packedPercent how full the token is, in percent
    record Issued(Credentials credentials, GrantId grant, int packedPercent) implements Outcome {}

    /// A console sign-in URL.
    record SignIn(URI url, Instant expiresAt, GrantId grant, int packedPercent)
        implements Outcome {}

    /// There is no such grant, or the person may not see it.
    record NotFound() implements Outcome {}

    /// It is somebody else's grant.
    record NotYours(String why) implements Outcome {}

    /// It is not active yet, ending or over, or a temporary policy, which has no sessions.
    record WrongState(AccessCase now, String why) implements Outcome {}

    /// The policy in force refuses, or no longer gives what was approved.
    record PolicySaysNo(Assessment why) implements Outcome {}

    /// Policy and tags do not fit into a session.
    record TooPacked(String detail) implements Outcome {}

    /// Tidegate has no access to the account.
    record NotPrepared(Account account, String role) implements Outcome {}
  }

  /// Issues credentials.
  public Outcome credentials(Principal person, GrantId id, Instant now) {
    return issue(person, id, SessionRecord.Form.CREDENTIALS, now);
  }

  /// Issues a session and returns a URL that opens the console with it.
  public Outcome consoleUrl(Principal person, GrantId id, Instant now) {
    return issue(person, id, SessionRecord.Form.CONSOLE, now);
  }

  private Outcome issue(Principal person, GrantId id, SessionRecord.Form form, Instant now) {
    Caller caller = new Caller(person, visibility);
    IssueDecision.Next next =
        runner.run(
            () ->
                chain
                    .follow(id, now)
                    .flatMap(
                        found ->
                            found
                                .grant()
                                .map(grant -> decision.decide(found, grant, caller, form, now)))
                    .orElseGet(
                        () ->
                            new Step.Answer<>(
                                new IssueDecision.Next.Answered(new Outcome.NotFound()))));
    return switch (next) {
      case IssueDecision.Next.Answered(Outcome outcome) -> outcome;
      case IssueDecision.Next.Issue(SessionSpec spec, Grant grant) ->
          issue(spec, grant, caller, form, now);
    };
  }

  private Outcome issue(
      SessionSpec spec, Grant grant, Caller caller, SessionRecord.Form form, Instant now) {
    return switch (issuer.issue(spec)) {
      case SessionIssuer.Outcome.TooPacked(String detail) ->
          notIssued(caller, grant.id(), detail, new Outcome.TooPacked(detail), now);
      case SessionIssuer.Outcome.NotPrepared(String detail) ->
          notIssued(
              caller,
              grant.id(),
              detail,
              new Outcome.NotPrepared(spec.account(), spec.roleName()),
              now);
      case SessionIssuer.Outcome.Issued(Credentials issued, int packed) -> {
        Credentials credentials = issued.until(grant.terms().endsAt());
        yield switch (form) {
          case CREDENTIALS -> new Outcome.Issued(credentials, grant.id(), packed);
          case CONSOLE ->
              new Outcome.SignIn(
                  console.url(credentials, grant.terms().account()),
                  credentials.expiresAt(),
                  grant.id(),
                  packed);
        };
      }
    };
  }

  private Outcome notIssued(
      Caller caller, GrantId id, String detail, Outcome outcome, Instant now) {
    return runner.onRequest(
        id.request(),
        current ->
            caller.refused(current, EventType.SESSION_REFUSED, Map.of("why", detail), outcome, now),
        outcome);
  }

  /// Returns whether `packedPercent` is at or above the warning level of 80 %.
  public static boolean nearlyFull(int packedPercent) {
    return packedPercent >= WARN_PERCENT;
  }
}
