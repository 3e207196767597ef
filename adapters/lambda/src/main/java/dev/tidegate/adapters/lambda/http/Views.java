package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Quorum;
import dev.tidegate.core.access.Review;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Shows cases as the API does: docs/designs/0001-shape.md, "HTTP API".
public final class Views {
  private Views() {}

  /// Shows a case without its events.
  public static Map<String, Object> of(AccessCase of) {
    Submission submission = of.request().submission();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", of.id().text());
    view.put("hash", submission.hash());
    view.put("state", CaseState.of(of.request()).word());
    put(view, submission.ask());
    view.put("account", submission.account().name().text());
    view.put("kind", kind(submission.target()));
    submission.description().ifPresent(text -> view.put("description", text));
    view.put("requester", actor(submission.requester().actor()));
    view.put("submittedAt", submission.at().toString());
    if (submission.decision() instanceof Decision.NeedsApproval) {
      view.put("answerBy", submission.answerBy().toString());
    }
    view.put("decision", decision(of));
    view.put("reviews", of.request().reviews().stream().map(Views::of).toList());
    submission
        .continues()
        .ifPresent(before -> view.put("continues", GrantId.of(before.of()).text()));
    of.grant().ifPresent(grant -> view.put("grant", grant(grant, of)));
    of.afterReview().ifPresent(review -> view.put("afterReview", AfterReviewView.of(review)));
    owed(of).ifPresent(word -> view.put("owed", word));
    return view;
  }

  /// Returns the word for how access is given.
  public static String kind(Target target) {
    return switch (target) {
      case Target.AccessRole _ -> "session";
      case Target.ExistingRole _ -> "temporary-policy";
    };
  }

  /// Returns what those wait for in whose list of waiting requests it is.
  private static Optional<String> owed(AccessCase of) {
    if (of.request() instanceof AccessRequest.Pending) {
      return Optional.of("answer");
    }
    return of.awaitedAfterReview().map(_ -> "after-review");
  }

  /// Shows a case with part of its events.
  ///
  /// @param list what tells the events of this case from other lists
  public static Map<String, Object> of(CaseEvents part, List<String> list) {
    Map<String, Object> view = of(part.current());
    view.put("events", part.events().stream().map(Views::of).toList());
    part.next()
        .ifPresent(
            last ->
                view.put("next", PageTokens.write(list, new PageCursor(Integer.toString(last)))));
    return view;
  }

  /// Shows one page of a list.
  ///
  /// @param list what tells this list from others
  public static <T> Map<String, Object> page(
      Page<T> page, List<String> list, Function<T, Map<String, Object>> item) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("items", page.items().stream().map(item).toList());
    page.next().ifPresent(cursor -> view.put("next", PageTokens.write(list, cursor)));
    return view;
  }

  /// Shows an event of the record, with the chain that it belongs to.
  public static Map<String, Object> recorded(AuditEvent event) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("subject", event.subject());
    view.putAll(of(event));
    return view;
  }

  /// Returns the word for the state of a case's request, whatever its grant does.
  public static String requestState(AccessCase of) {
    return CaseState.of(of.request()).word();
  }

  /// Shows who did something.
  public static Map<String, Object> actor(Actor actor) {
    return actor(actor.id(), actor.label());
  }

  /// Shows who did something.
  public static Map<String, Object> actor(String id, String label) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", id);
    view.put("label", label);
    return view;
  }

  private static void put(Map<String, Object> view, RequestedAccess ask) {
    Map<String, Object> parameters = new TreeMap<>();
    ask.parameters().forEach((name, value) -> parameters.put(name.text(), value));
    view.put("entitlement", ask.entitlement().text());
    view.put("parameters", parameters);
    view.put("duration", ask.duration().toString());
    view.put("use", ask.use().word());
    ask.ticket().ifPresent(ticket -> view.put("ticket", ticket));
    view.put("reason", ask.reason());
    if (ask.breakGlass()) {
      view.put("breakGlass", true);
    }
    ask.startsAt().ifPresent(start -> view.put("startsAt", start.toString()));
  }

  private static Map<String, Object> decision(AccessCase of) {
    Quorum quorum =
        Quorum.of(
            of.approvals(), of.request().submission().requester().id(), of.request().reviews());
    return DecisionView.of(
        of.request().submission().decision(), set -> quorum.given(of.approvals().indexOf(set)));
  }

  private static Map<String, Object> of(Review review) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("reviewer", actor(review.reviewer().actor()));
    view.put("verdict", review.verdict() == Verdict.APPROVE ? "approve" : "deny");
    view.put("at", review.at().toString());
    review.comment().ifPresent(comment -> view.put("comment", comment));
    return view;
  }

  private static Map<String, Object> grant(Grant grant, AccessCase of) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", grant.id().text());
    view.put("state", CaseState.of(grant).word());
    view.put("startsAt", grant.terms().startsAt().toString());
    view.put("endsAt", grant.terms().endsAt().toString());
    switch (grant) {
      case Grant.Scheduled _, Grant.Active _ -> {}
      case Grant.Ending ending -> view.put("ending", ending(ending.cause(), ending.at()));
      case Grant.Ended ended -> {
        view.put("endedAt", ended.at().toString());
        view.put("ending", ending(ended.cause(), ended.since()));
      }
    }
    view.put("sessions", of.sessions().count());
    of.continuedBy().ifPresent(next -> view.put("continuedBy", next.text()));
    return view;
  }

  private static Map<String, Object> ending(EndCause cause, Instant at) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("why", cause.word());
    by(cause).ifPresent(person -> view.put("by", actor(person)));
    reason(cause).ifPresent(reason -> view.put("reason", reason));
    view.put("at", at.toString());
    return view;
  }

  private static Optional<Actor> by(EndCause cause) {
    return switch (cause) {
      case EndCause.Time _, EndCause.Ineligible _, EndCause.Rewritten _ -> Optional.empty();
      case EndCause.Revoked(Actor.Person person, String _) -> Optional.of(person);
      case EndCause.Withdrawn(Actor.Person person) -> Optional.of(person);
    };
  }

  private static Optional<String> reason(EndCause cause) {
    return switch (cause) {
      case EndCause.Time _, EndCause.Withdrawn _ -> Optional.empty();
      case EndCause.Revoked(Actor.Person _, String reason) -> Optional.of(reason);
      case EndCause.Ineligible(String reason) -> Optional.of(reason);
      case EndCause.Rewritten(String reason) -> Optional.of(reason);
    };
  }

  private static Map<String, Object> of(AuditEvent event) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("seq", event.seq());
    view.put("at", event.at().toString());
    view.put("type", event.type().word());
    view.put("actor", actor(event.actorId(), event.actorLabel()));
    view.put("details", event.details());
    view.put("prev", event.prev());
    view.put("hash", event.hash());
    return view;
  }
}
