package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.EventDetails;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.assess.PolicyRecheck;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Refusing;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.SourceIdentity;
import dev.tidegate.core.record.EventType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Issues a session under an Active grant: to its requester alone, decided again by the policy in
/// force, with the approvals counted again.
///
/// A grant that is over leads on to the one that continues it: whoever keeps using its id needs to
/// know nothing of that.
///
/// A console sign-in is made from a session of the usual length, which the date condition trims:
/// AWS takes one whose length was asked for from IAM users alone. [AWS: IAM UG, "Enable custom
/// identity broker access to the AWS console"]
///
/// That a session is issued is written before it is. Two reads, one transaction, one AssumeRole; a
/// console sign-in adds one call to the federation endpoint.
public final class IssueSession {
  private static final int WARN_PERCENT = 80;

  private final CaseStore store;
  private final PolicySource policies;
  private final Extensions chain;
  private final PolicyRecheck stillGiven;
  private final PolicyDocuments documents;
  private final Visibility visibility;
  private final Refusing refusing;
  private final SessionIssuer issuer;
  private final ConsoleSignIn console;

  public IssueSession(
      CaseStore store,
      PolicySource policies,
      PolicyDocuments documents,
      Visibility visibility,
      SessionIssuer issuer,
      ConsoleSignIn console) {
    this.store = store;
    this.policies = policies;
    this.chain = new Extensions(store);
    this.stillGiven = new PolicyRecheck(new Assessor(documents));
    this.documents = documents;
    this.visibility = visibility;
    this.refusing = new Refusing(store, visibility);
    this.issuer = issuer;
    this.console = console;
  }

  /// What came of it.
  public sealed interface Outcome {
    /// Credentials, whose end is the session's or the grant's, whichever is earlier.
    ///
    /// @param packedPercent how full the token is
    record Issued(Credentials credentials, GrantId grant, int packedPercent) implements Outcome {}

    /// A console sign-in URL.
    record SignIn(URI url, Instant expiresAt, GrantId grant, int packedPercent)
        implements Outcome {}

    /// There is no such grant, or it is not for this person to see.
    record NotFound() implements Outcome {}

    /// Somebody else's grant.
    record NotYours(String why) implements Outcome {}

    /// Not active yet, ending or over; or a temporary policy, which has no sessions.
    record WrongState(AccessCase now, String why) implements Outcome {}

    /// The policy in force says no, or no longer gives what was approved.
    record PolicySaysNo(Assessment why) implements Outcome {}

    /// Policy and tags do not fit into a session.
    record TooPacked(String detail) implements Outcome {}

    /// The account does not let Tidegate in.
    record NotPrepared(Account account, String role) implements Outcome {}
  }

  /// Issues credentials.
  public Outcome credentials(Principal person, GrantId id, Instant now) {
    return issue(person, id, SessionRecord.Form.CREDENTIALS, now);
  }

  /// Issues a session and a URL that opens the console with it.
  public Outcome consoleUrl(Principal person, GrantId id, Instant now) {
    return issue(person, id, SessionRecord.Form.CONSOLE, now);
  }

  private Outcome issue(Principal person, GrantId id, SessionRecord.Form form, Instant now) {
    return Retry.onConflict(
        () ->
            chain
                .follow(id, now)
                .flatMap(
                    found -> found.grant().map(grant -> attempt(person, found, grant, form, now)))
                .orElseGet(() -> Optional.of(new Outcome.NotFound())));
  }

  private Optional<Outcome> attempt(
      Principal person, AccessCase current, Grant grant, SessionRecord.Form form, Instant now) {
    if (!Visibility.isRequester(person, current)) {
      Outcome no =
          visibility.sees(person, current)
              ? new Outcome.NotYours("only who asked gets the credentials")
              : new Outcome.NotFound();
      return refuse(current, person, now, "not the requester of the grant", no);
    }
    Optional<String> objection = objection(grant, now);
    if (objection.isPresent()) {
      return refuse(
          current, person, now, objection.get(), new Outcome.WrongState(current, objection.get()));
    }
    return switch (stillGiven.ask(
        policies.current(), person, current.request(), now, grant.terms().endsAt())) {
      case PolicyRecheck.Answer.Yes(Assessment.Fits today) ->
          mint(person, current, grant, today, form, now);
      case PolicyRecheck.Answer.No(Assessment today, String text) ->
          refuse(current, person, now, no(today, text), new Outcome.PolicySaysNo(today));
    };
  }

  private Optional<Outcome> mint(
      Principal person,
      AccessCase current,
      Grant grant,
      Assessment.Fits today,
      SessionRecord.Form form,
      Instant now) {
    Submission submission = current.request().submission();
    Duration lifetime =
        switch (form) {
          case CREDENTIALS -> SessionSpec.lifetime(Duration.between(now, grant.terms().endsAt()));
          case CONSOLE -> SessionSpec.LONGEST;
        };
    SessionSpec spec =
        new SessionSpec(
            grant.id(),
            today.entitlement().account(),
            grant.terms().target().roleName(),
            SourceIdentity.of(submission.requester().id(), submission.requester().label()),
            documents.session(submission.permissions(), grant.terms().endsAt()),
            policies(grant.terms().target()),
            tags(submission, now),
            lifetime);
    SessionRecord record =
        new SessionRecord(
            current.sessions().count() + 1,
            form,
            now,
            now.plus(lifetime).plus(SessionRecord.MARGIN));
    Map<String, String> details = EventDetails.basis(today.decision());
    details.put("grant", grant.id().text());
    details.put("number", Integer.toString(record.number()));
    details.put("form", form == SessionRecord.Form.CONSOLE ? "console" : "credentials");
    details.put("until", earlier(now.plus(lifetime), grant.terms().endsAt()).toString());
    details.put("sourceIdentity", spec.requester().value());
    CaseChange change =
        CaseChange.of(current, now)
            .issuing(record)
            .noting(EventType.SESSION_ISSUED, person.actor(), details);
    if (!store.commit(change)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (issuer.issue(spec)) {
          case SessionIssuer.Outcome.TooPacked(String detail) ->
              notIssued(person, grant.id(), detail, new Outcome.TooPacked(detail), now);
          case SessionIssuer.Outcome.NotPrepared(String detail) ->
              notIssued(
                  person,
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
        });
  }

  private Outcome notIssued(
      Principal person, GrantId id, String detail, Outcome outcome, Instant now) {
    return Retry.onConflict(
        () ->
            store
                .load(id.request())
                .flatMap(current -> refuse(current, person, now, detail, outcome)));
  }

  /// Says whether a token this full deserves a warning.
  public static boolean nearlyFull(int packedPercent) {
    return packedPercent >= WARN_PERCENT;
  }

  private static Optional<String> objection(Grant grant, Instant now) {
    if (grant.terms().target() instanceof Target.ExistingRole(String role)) {
      return Optional.of("a temporary policy on " + role + " has no credentials of its own");
    }
    return switch (grant) {
      case Grant.Scheduled scheduled when scheduled.terms().ahead(now) ->
          Optional.of("the grant begins at " + scheduled.terms().startsAt());
      case Grant.Scheduled _ -> Optional.of("the grant is not active yet: try again in a moment");
      case Grant.Active active when active.terms().over(now) ->
          Optional.of("the grant ended at " + active.terms().endsAt());
      case Grant.Active _ -> Optional.empty();
      case Grant.Ending ending -> Optional.of("the grant is ending: " + ending.cause().word());
      case Grant.Ended ended -> Optional.of("the grant ended at " + ended.at());
    };
  }

  private static List<String> policies(Target target) {
    return switch (target) {
      case Target.AccessRole role -> role.policies();
      case Target.ExistingRole _ -> List.of();
    };
  }

  private static SortedMap<String, String> tags(Submission submission, Instant now) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(SessionSpec.ISSUED, Long.toString(now.getEpochSecond()));
    tags.put("TidegateUse", submission.ask().use().word());
    submission
        .ask()
        .ticket()
        .map(IssueSession::tagValue)
        .ifPresent(t -> tags.put("TidegateTicket", t));
    return tags;
  }

  private static String tagValue(String text) {
    return text.replaceAll("[^A-Za-z0-9 _.:/=+@-]", "-");
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Map<String, String> no(Assessment today, String why) {
    Map<String, String> details = EventDetails.basis(today);
    details.put("why", why);
    return details;
  }

  private Optional<Outcome> refuse(
      AccessCase current, Principal person, Instant now, String why, Outcome outcome) {
    return refuse(current, person, now, Map.of("why", why), outcome);
  }

  private Optional<Outcome> refuse(
      AccessCase current,
      Principal person,
      Instant now,
      Map<String, String> details,
      Outcome outcome) {
    return refusing.refuse(current, person, EventType.SESSION_REFUSED, details, outcome, now);
  }
}
