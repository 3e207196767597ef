package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.Assessor;
import dev.tidegate.core.access.assess.EventDetails;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.assess.PolicyRecheck;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.SourceIdentity;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Decides whether a session is issued, and which: what [IssueSession] writes before it asks AWS.
/// No store and no AWS: the policy in force is read at most once, and only for the requester of an
/// Active grant.
final class IssueDecision {
  private final PolicySource policies;
  private final PolicyRecheck stillGiven;
  private final PolicyDocuments documents;

  IssueDecision(PolicySource policies, PolicyDocuments documents) {
    this.policies = policies;
    this.stillGiven = new PolicyRecheck(new Assessor(documents));
    this.documents = documents;
  }

  /// What is left to do once the decision is written.
  sealed interface Next {
    /// Nothing.
    record Answered(IssueSession.Outcome outcome) implements Next {}

    /// It is written that this session is issued: now it may be.
    record Issue(SessionSpec spec, Grant grant) implements Next {}
  }

  Step<Next> decide(
      AccessCase current, Grant grant, Caller caller, SessionRecord.Form form, Instant now) {
    if (!caller.isRequester(current)) {
      IssueSession.Outcome no =
          caller.sees(current)
              ? new IssueSession.Outcome.NotYours("only who asked gets the credentials")
              : new IssueSession.Outcome.NotFound();
      return refuse(current, caller, Map.of("why", "not the requester of the grant"), no, now);
    }
    Optional<String> objection = objection(grant, now);
    if (objection.isPresent()) {
      String why = objection.get();
      return refuse(
          current,
          caller,
          Map.of("why", why),
          new IssueSession.Outcome.WrongState(current, why),
          now);
    }
    return switch (stillGiven.ask(
        policies.current(), caller.principal(), current.request(), now, grant.terms().endsAt())) {
      case PolicyRecheck.Answer.Yes(Assessment.Fits today) ->
          issue(current, grant, caller, today, form, now);
      case PolicyRecheck.Answer.No(Assessment today, String text) ->
          refuse(
              current, caller, no(today, text), new IssueSession.Outcome.PolicySaysNo(today), now);
    };
  }

  private Step<Next> issue(
      AccessCase current,
      Grant grant,
      Caller caller,
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
    return new Step.Commit<>(
        CaseChange.of(current, now)
            .issuing(record)
            .noting(EventType.SESSION_ISSUED, caller.actor(), details),
        new Next.Issue(spec, grant));
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
        .map(IssueDecision::tagValue)
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

  private static Step<Next> refuse(
      AccessCase current,
      Caller caller,
      Map<String, String> details,
      IssueSession.Outcome outcome,
      Instant now) {
    return caller.refused(
        current, EventType.SESSION_REFUSED, details, new Next.Answered(outcome), now);
  }
}
