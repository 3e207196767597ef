package dev.tidegate.core.broker;

import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.grant.GrantId;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.request.RequestId;
import dev.tidegate.core.review.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A [World] whose clock and network are in the test's hands, and the usual steps in it.
final class Stage {
  static final Principal EVE = Samples.person("eve", Samples.DEVELOPERS, Samples.LEADS);
  static final Principal MALLORY = Samples.person("mallory");

  final Faults faults = new Faults();
  private Instant now = Samples.T0;
  final World world = new World(faults, this::now);

  Instant now() {
    return now;
  }

  /// Lets time pass.
  void pass(Duration time) {
    now = now.plus(time);
  }

  void passMinutes(int minutes) {
    pass(Duration.ofMinutes(minutes));
  }

  void until(Instant then) {
    now = then;
  }

  static Ask ask(Name entitlement, Duration duration) {
    return new Ask(
        entitlement,
        new TreeMap<>(Map.of(new Name("table"), "orders")),
        new Span(duration),
        Use.INCIDENT,
        Optional.of("OPS-123"),
        "orders stay in the queue");
  }

  /// Alice asks to read, for one hour.
  RequestId submitted() {
    return submitted(Samples.ALICE, SamplePolicy.READ, Duration.ofHours(1));
  }

  RequestId submitted(Principal who, Name entitlement, Duration duration) {
    return switch (submit(who, ask(entitlement, duration))) {
      case SubmitRequest.Outcome.Submitted(AccessCase created, _) -> created.id();
      case SubmitRequest.Outcome other -> throw new AssertionError(other);
    };
  }

  SubmitRequest.Outcome submit(Principal who, Ask ask) {
    return world.submit().submit(who, ask, Optional.empty(), now);
  }

  /// Returns the kinds of condition that a refused submission did not meet.
  static List<String> unmet(SubmitRequest.Outcome outcome) {
    return switch (outcome) {
      case SubmitRequest.Outcome.NotSubmitted(Assessment.Refused(Decision.Refused decision)) ->
          decision.grounds().reasons().stream()
              .filter(reason -> !reason.met())
              .map(Reason::condition)
              .distinct()
              .toList();
      case SubmitRequest.Outcome other -> throw new AssertionError(other);
    };
  }

  ReviewRequest.Outcome answer(Principal who, RequestId id, Verdict verdict) {
    return answer(who, id, world.now(id).request().submission().hash(), verdict);
  }

  ReviewRequest.Outcome answer(Principal who, RequestId id, String hash, Verdict verdict) {
    return world
        .review()
        .review(who, new ReviewRequest.Answer(id, hash, verdict, Optional.empty()), now);
  }

  ReviewRequest.Outcome approve(Principal who, RequestId id) {
    return answer(who, id, Verdict.APPROVE);
  }

  /// Bob approves: the grant is Scheduled.
  GrantId approved(RequestId id) {
    if (approve(Samples.BOB, id) instanceof ReviewRequest.Outcome.Recorded) {
      return GrantId.of(id);
    }
    throw new AssertionError("not approved");
  }

  /// Alice's grant to read, Active for one hour from now.
  GrantId active() {
    return active(Samples.ALICE, SamplePolicy.READ, Duration.ofHours(1));
  }

  GrantId active(Principal who, Name entitlement, Duration duration) {
    GrantId grant = approved(submitted(who, entitlement, duration));
    start(grant);
    return grant;
  }

  StartGrant.Outcome start(GrantId grant) {
    return world.start().start(grant, now);
  }

  EndGrant.Outcome end(GrantId grant) {
    return world.end().end(grant, now);
  }

  IssueSession.Outcome issue(Principal who, GrantId grant) {
    return world.issue().credentials(who, grant, now);
  }

  /// Alice gets a session, which AWS knows.
  FakeAws.Session session(GrantId grant) {
    if (issue(Samples.ALICE, grant) instanceof IssueSession.Outcome.Issued) {
      return world.aws().sessions(grant).getLast();
    }
    throw new AssertionError("not issued");
  }

  RevokeGrant.Outcome revoke(Principal who, GrantId grant) {
    return world.revoke().revoke(who, grant, "enough", now);
  }

  /// Sweeps, and lets what was handed over be done.
  SweepGrants.Report sweep() {
    SweepGrants.Report report = world.sweep().sweep(now, 100);
    for (World.Handed handed : world.handed()) {
      if (handed.toEnd()) {
        world.end().end(handed.grant(), now);
      } else {
        world.start().start(handed.grant(), now);
      }
    }
    return report;
  }

  AccessCase found(RequestId id) {
    return world.now(id);
  }

  /// Returns the types of everything recorded of a case, in order.
  List<EventType> events(RequestId id) {
    return world.history(id).events().stream().map(event -> event.type()).toList();
  }

  long count(RequestId id, EventType type) {
    return events(id).stream().filter(type::equals).count();
  }

  /// Returns what the first event of this kind says.
  Map<String, String> details(RequestId id, EventType type) {
    return world.history(id).events().stream()
        .filter(event -> event.type().equals(type))
        .findFirst()
        .orElseThrow()
        .details();
  }
}
