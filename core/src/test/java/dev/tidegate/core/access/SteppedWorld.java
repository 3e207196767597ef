package dev.tidegate.core.access;

import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.core.access.grant.SweepGrants;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A [World] whose clock and network are in the test's hands, and the usual steps in it.
public final class SteppedWorld {
  static final Principal EVE = Samples.person("eve", Samples.DEVELOPERS, Samples.LEADS);
  public static final Principal MALLORY = Samples.person("mallory");

  public final FaultInjection faults = new FaultInjection();
  private Instant now = Samples.T0;
  public final World world = new World(faults, this::now);

  public Instant now() {
    return now;
  }

  /// Lets time pass.
  public void pass(Duration time) {
    now = now.plus(time);
  }

  public void passMinutes(int minutes) {
    pass(Duration.ofMinutes(minutes));
  }

  public void until(Instant then) {
    now = then;
  }

  public static RequestedAccess ask(Name entitlement, Duration duration) {
    return new RequestedAccess(
        entitlement,
        new TreeMap<>(Map.of(new Name("table"), "orders")),
        new AccessDuration(duration),
        Use.INCIDENT,
        Optional.of("OPS-123"),
        "orders stay in the queue");
  }

  /// Alice asks to read, for one hour.
  public RequestId submitted() {
    return submitted(Samples.ALICE, SamplePolicy.READ, Duration.ofHours(1));
  }

  public RequestId submitted(Principal who, Name entitlement, Duration duration) {
    return switch (submit(who, ask(entitlement, duration))) {
      case SubmitRequest.Outcome.Submitted(AccessCase created, _) -> created.id();
      case SubmitRequest.Outcome other -> throw new AssertionError(other);
    };
  }

  public SubmitRequest.Outcome submit(Principal who, RequestedAccess requested) {
    return world.submit().submit(who, requested, Optional.empty(), now);
  }

  /// Returns the kinds of condition that a refused submission did not meet.
  public static List<String> unmet(SubmitRequest.Outcome outcome) {
    return switch (outcome) {
      case SubmitRequest.Outcome.NotSubmitted(Assessment.Refused(Decision.Refused decision)) ->
          decision.grounds().reasons().stream()
              .filter(reason -> !reason.met())
              .map(Reason::kind)
              .distinct()
              .toList();
      case SubmitRequest.Outcome other -> throw new AssertionError(other);
    };
  }

  public ReviewRequest.Outcome answer(Principal who, RequestId id, Verdict verdict) {
    return answer(who, id, world.now(id).request().submission().hash(), verdict);
  }

  public ReviewRequest.Outcome answer(Principal who, RequestId id, String hash, Verdict verdict) {
    return world
        .review()
        .review(who, new ReviewRequest.Answer(id, hash, verdict, Optional.empty()), now);
  }

  public ReviewRequest.Outcome approve(Principal who, RequestId id) {
    return answer(who, id, Verdict.APPROVE);
  }

  /// Bob approves: the grant is Scheduled.
  public GrantId approved(RequestId id) {
    if (approve(Samples.BOB, id) instanceof ReviewRequest.Outcome.Recorded) {
      return GrantId.of(id);
    }
    throw new AssertionError("not approved");
  }

  /// Alice's grant to read, Active for one hour from now.
  public GrantId active() {
    return active(Samples.ALICE, SamplePolicy.READ, Duration.ofHours(1));
  }

  public GrantId active(Principal who, Name entitlement, Duration duration) {
    GrantId grant = approved(submitted(who, entitlement, duration));
    start(grant);
    return grant;
  }

  public StartGrant.Outcome start(GrantId grant) {
    return world.start().start(grant, now);
  }

  public EndGrant.Outcome end(GrantId grant) {
    return world.end().end(grant, now);
  }

  public IssueSession.Outcome issue(Principal who, GrantId grant) {
    return world.issue().credentials(who, grant, now);
  }

  /// Alice gets a session, which AWS knows.
  public FakeAws.Session session(GrantId grant) {
    if (issue(Samples.ALICE, grant) instanceof IssueSession.Outcome.Issued) {
      return world.aws().sessions(grant).getLast();
    }
    throw new AssertionError("not issued");
  }

  public RevokeGrant.Outcome revoke(Principal who, GrantId grant) {
    return world.revoke().revoke(who, grant, "enough", now);
  }

  /// Sweeps, and lets what was handed over be done.
  public SweepGrants.Report sweep() {
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

  public AccessCase found(RequestId id) {
    return world.now(id);
  }

  /// Returns the types of everything recorded of a case, in order.
  public List<EventType> events(RequestId id) {
    return world.history(id).events().stream().map(event -> event.type()).toList();
  }

  public long count(RequestId id, EventType type) {
    return events(id).stream().filter(type::equals).count();
  }

  /// Returns what the first event of this kind says.
  public Map<String, String> details(RequestId id, EventType type) {
    return world.history(id).events().stream()
        .filter(event -> event.type().equals(type))
        .findFirst()
        .orElseThrow()
        .details();
  }
}
