package dev.tidegate.wire.api;

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
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.record.RecordJson;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Shows cases in the API's form, the same for everybody who may see them; [ViewerView] adds what
/// depends on the viewer, [RequestView] reads them. See docs/designs/0001-shape.md, "HTTP API".
public final class RequestJson {
  private RequestJson() {}

  /// Shows a case without its events.
  public static Json of(AccessCase of) {
    Submission submission = of.request().submission();
    Json.Builder view = Json.object();
    view.put("id", of.id().text());
    view.put("hash", submission.hash());
    view.put("state", CaseState.of(of.request()).word());
    put(view, submission.ask());
    view.put("account", submission.account().name().text());
    view.put("kind", kind(submission.target()));
    view.put("description", submission.description());
    view.put("requester", actor(submission.requester().actor()));
    view.put("submittedAt", submission.at().toString());
    if (submission.decision() instanceof Decision.NeedsApproval) {
      view.put("answerBy", submission.answerBy().toString());
    }
    view.put("decision", decision(of));
    view.array("reviews", of.request().reviews().stream().map(RequestJson::of).toList());
    view.put("continues", submission.continues().map(before -> GrantId.of(before.of()).text()));
    of.grant().ifPresent(grant -> view.put("grant", grant(grant, of)));
    of.afterReview().ifPresent(review -> view.put("afterReview", AfterReviewView.of(review)));
    view.put("owed", owed(of));
    return view.build();
  }

  /// Returns the API's word for how access is given.
  public static String kind(Target target) {
    return switch (target) {
      case Target.AccessRole _ -> "session";
      case Target.ExistingRole _ -> "temporary-policy";
    };
  }

  /// Returns what a request in somebody's list of waiting requests waits for.
  private static Optional<String> owed(AccessCase of) {
    if (of.request() instanceof AccessRequest.Pending) {
      return Optional.of("answer");
    }
    return of.awaitedAfterReview().map(_ -> "after-review");
  }

  /// Shows a case with part of its events.
  ///
  /// @param next the token that the rest of them is asked for by
  public static Json of(CaseEvents part, Optional<String> next) {
    return Json.object()
        .putAll(of(part.current()))
        .array("events", part.events().stream().map(RecordJson::inItsCase).toList())
        .put("next", next)
        .build();
  }

  /// Returns the API's word for the state of a case's request, whatever the state of its grant.
  public static String requestState(AccessCase of) {
    return CaseState.of(of.request()).word();
  }

  /// Shows who did something.
  public static Json actor(Actor actor) {
    return actor(actor.id(), actor.label());
  }

  /// Shows who did something.
  public static Json actor(String id, String label) {
    Json.Builder view = Json.object();
    view.put("id", id);
    view.put("label", label);
    return view.build();
  }

  private static void put(Json.Builder view, RequestedAccess requested) {
    Map<String, String> parameters = new TreeMap<>();
    requested.parameters().forEach((name, value) -> parameters.put(name.text(), value));
    view.put("entitlement", requested.entitlement().text());
    view.put("parameters", Json.strings(parameters));
    view.put("duration", requested.duration().toString());
    view.put("use", requested.use().word());
    view.put("ticket", requested.ticket());
    view.put("reason", requested.reason());
    if (requested.breakGlass()) {
      view.put("breakGlass", true);
    }
    view.put("startsAt", requested.startsAt().map(Instant::toString));
  }

  private static Json decision(AccessCase of) {
    Quorum quorum =
        Quorum.of(
            of.approvals(), of.request().submission().requester().id(), of.request().reviews());
    return DecisionView.of(
        of.request().submission().decision(), set -> quorum.given(of.approvals().indexOf(set)));
  }

  private static Json of(Review review) {
    Json.Builder view = Json.object();
    view.put("reviewer", actor(review.reviewer().actor()));
    view.put("verdict", review.verdict() == Verdict.APPROVE ? "approve" : "deny");
    view.put("at", review.at().toString());
    view.put("comment", review.comment());
    return view.build();
  }

  private static Json grant(Grant grant, AccessCase of) {
    Json.Builder view = Json.object();
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
    view.put("continuedBy", of.continuedBy().map(GrantId::text));
    return view.build();
  }

  private static Json ending(EndCause cause, Instant at) {
    Json.Builder view = Json.object();
    view.put("why", cause.word());
    by(cause).ifPresent(person -> view.put("by", actor(person)));
    view.put("reason", reason(cause));
    view.put("at", at.toString());
    return view.build();
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
}
