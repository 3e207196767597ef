package dev.tidegate.core.simulation;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.FakeAws;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.Wire;
import dev.tidegate.core.access.World;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What must hold in every simulated world, whatever went wrong in it.
final class Checks {
  private static final Duration LONGEST = Duration.ofHours(4);

  private final Machine machine;
  private final World world;
  private final Setting setting;
  private final List<String> broken = new ArrayList<>();
  private final Set<RequestId> cases = new LinkedHashSet<>();
  private final Map<GrantId, Instant> beganToEnd = new HashMap<>();
  private final Map<GrantId, Instant> ended = new HashMap<>();

  Checks(Machine machine, World world, Setting setting) {
    this.machine = machine;
    this.world = world;
    this.setting = setting;
  }

  /// Looks at a change as it is written.
  void saw(CaseChange change) {
    cases.add(change.after().id());
    change.after().grant().ifPresent(this::saw);
  }

  private void saw(Grant grant) {
    GrantId id = grant.id();
    switch (grant) {
      case Grant.Scheduled _ -> {}
      case Grant.Active active -> {
        check(world.aws().firstScheduled(id).isPresent(), id, "Active without a schedule");
        if (grant.terms().target() instanceof Target.ExistingRole
            && !active.terms().over(machine.now())) {
          check(
              world.aws().roles().held().contains(new InlinePolicyName.Temporary(id).text()),
              id,
              "Active without its policy");
        }
      }
      case Grant.Ending _ -> beganToEnd.putIfAbsent(id, machine.now());
      case Grant.Ended _ -> {
        beganToEnd.putIfAbsent(id, machine.now());
        ended.putIfAbsent(id, machine.now());
      }
    }
  }

  /// Looks at a process that is over: it may fail, but only as foreseen.
  void over(String name, Machine.Exit exit) {
    if (exit instanceof Machine.Exit.Failed(Throwable why)
        && !(why instanceof Fault)
        && !(why instanceof Wire.Crash)) {
      broken.add(name + " failed unforeseen: " + why);
    }
  }

  /// Looks at everything, when everything is over.
  List<String> all() {
    for (RequestId id : cases) {
      CaseHistory history = world.history(id);
      record(history);
      approval(history.current());
      history
          .current()
          .grant()
          .ifPresent(
              grant -> {
                access(grant);
                given(grant, history);
                continued(grant, history.current());
                outcome(grant);
              });
    }
    if (setting.has(Setting.Line.SWEEP)) {
      check(world.aws().roles().held().isEmpty(), world.aws().roles().held(), "left over");
      check(world.cases().due(Instant.MAX, 1).isEmpty(), cases, "something is due for ever");
    }
    return broken;
  }

  private void access(Grant grant) {
    boolean session = grant.terms().target() instanceof Target.AccessRole;
    none(grant, setting.limit(grant.terms().endsAt(), session), "access after its end");
    Optional.ofNullable(ended.get(grant.id()))
        .ifPresent(
            at -> none(grant, at.plus(setting.lag()), "access after it was said to be Ended"));
    Optional<Instant> first = world.aws().givesAfter(grant.id(), Instant.EPOCH);
    if (first.isPresent()) {
      check(!grant.terms().ahead(first.get()), grant.id(), "access before its start");
      check(
          world.aws().firstScheduled(grant.id()).filter(at -> !at.isAfter(first.get())).isPresent(),
          grant.id(),
          "access before its end was scheduled");
    }
  }

  private void none(Grant grant, Instant from, String what) {
    world
        .aws()
        .givesAfter(grant.id(), from)
        .ifPresent(at -> broken.add(grant.id() + ": " + what + ", at " + at + ": " + grant));
  }

  private void given(Grant grant, CaseHistory history) {
    List<FakeAws.Session> sessions = world.aws().sessions(grant.id());
    check(sessions.size() <= history.sessions().size(), grant.id(), "a session without a record");
    for (FakeAws.Session session : sessions) {
      check(
          history.sessions().stream().anyMatch(record -> isOf(record, session)),
          session,
          "no record fits the session");
      if (setting.room() > 1) {
        undisturbed(grant, session);
      }
    }
  }

  /// More than the longest is never had, whichever way it was asked for; and what was taken away is
  /// not continued.
  private void continued(Grant grant, AccessCase found) {
    Submission submission = found.request().submission();
    Duration whole = submission.had().plus(submission.ask().duration().length());
    check(whole.compareTo(LONGEST) <= 0, found.id(), "longer than the longest");
    Optional<Instant> first = world.aws().givesAfter(grant.id(), Instant.EPOCH);
    submission
        .continues()
        .ifPresent(
            before -> {
              Grant old = world.now(GrantId.of(before.of()));
              check(
                  submission
                      .requester()
                      .id()
                      .equals(world.now(before.of()).request().submission().requester().id()),
                  found.id(),
                  "it continues somebody else's grant");
              check(
                  !grant.terms().startsAt().isBefore(old.terms().endsAt()),
                  found.id(),
                  "it begins before what it continues ends");
              boolean early =
                  old instanceof Grant.Ended over && !(over.cause() instanceof EndCause.Time);
              check(
                  !early
                      || first.isEmpty()
                      || !beganToEnd.getOrDefault(old.id(), Instant.MAX).isBefore(first.get()),
                  found.id(),
                  "it continues what was taken away");
            });
  }

  private static boolean isOf(SessionRecord record, FakeAws.Session session) {
    return !session.issuedAt().isBefore(record.at())
        && !session.issuedAt().isAfter(record.at().plus(SessionRecord.MARGIN))
        && !session.expiresAt().isAfter(record.until());
  }

  /// Nobody else's end touches a session.
  private void undisturbed(Grant grant, FakeAws.Session session) {
    Instant until = Optional.ofNullable(beganToEnd.get(grant.id())).orElse(session.dateEnd());
    for (Instant turn : world.aws().turns()) {
      if (!turn.isBefore(session.issuedAt())
          && turn.isBefore(until)
          && turn.isBefore(session.dateEnd())
          && turn.isBefore(session.expiresAt())) {
        check(world.aws().allows(session, turn), session, "cut before its grant's end");
      }
    }
  }

  private void outcome(Grant grant) {
    boolean sweeps = setting.has(Setting.Line.SWEEP);
    if (sweeps) {
      check(grant instanceof Grant.Ended, grant, "stuck");
    }
    if (sweeps && grant instanceof Grant.Ended over) {
      check(
          over.cut() instanceof Revocation.Nothing || over.cut() instanceof Revocation.Removed,
          grant,
          "never cleaned");
    }
    if (setting.has(Setting.Line.SCHEDULE)) {
      check(
          !world.aws().schedules().containsKey(grant.id()), grant.id(), "its schedule never fired");
      check(!world.aws().starts().containsKey(grant.id()), grant.id(), "its start never fired");
    }
  }

  private void approval(AccessCase found) {
    AccessRequest request = found.request();
    if (!(request instanceof AccessRequest.Approved)) {
      check(found.grant().isEmpty(), found.id(), "a grant without approval");
      if (setting.has(Setting.Line.SWEEP)) {
        check(!(request instanceof AccessRequest.Pending), found.id(), "Pending for ever");
      }
      return;
    }
    check(found.grant().isPresent(), found.id(), "Approved without a grant");
    glass(found);
    if (request.submission().decision() instanceof Decision.NeedsApproval) {
      check(
          request.reviews().stream()
              .filter(review -> review.verdict() == Verdict.APPROVE)
              .filter(
                  review -> !review.reviewer().id().equals(request.submission().requester().id()))
              .anyMatch(review -> review.reviewer().inAnyOf(List.of(Samples.LEADS))),
          found.id(),
          "nobody who may approved it");
    }
  }

  /// Without an answer there is access for who needs none, or breaks the glass: and that is looked
  /// back at, or on record as overdue.
  private void glass(AccessCase found) {
    Submission submission = found.request().submission();
    if (!(submission.decision() instanceof Decision.Allowed(_, Optional<AfterReviewDuty> duty))) {
      check(found.afterReview().isEmpty(), found.id(), "a review is owed for an ordinary grant");
      return;
    }
    check(
        submission.ask().breakGlass() == duty.isPresent(),
        found.id(),
        "a glass is broken by surprise, or for nothing");
    check(duty.isPresent() == found.afterReview().isPresent(), found.id(), "no review is owed");
    found
        .afterReview()
        .ifPresent(
            review -> {
              switch (review) {
                case AfterReview.Awaited awaited ->
                    check(
                        awaited.overdue() || !setting.has(Setting.Line.SWEEP),
                        found.id(),
                        "nobody noted that its review is overdue");
                case AfterReview.Given given ->
                    check(
                        !given.by().equals(submission.requester().actor()),
                        found.id(),
                        "its requester looked back at it");
              }
            });
    AccessDuration half = new AccessDuration(Duration.ofMinutes(30));
    check(
        duty.isEmpty() || submission.ask().duration().compareTo(half) <= 0,
        found.id(),
        "longer than the glass may be broken for");
  }

  /// The record says once what happened once, and its chain is whole.
  private void record(CaseHistory history) {
    AccessCase found = history.current();
    Optional<Integer> gap =
        AuditEvent.firstBreak(found.id().text(), history.events(), found.head());
    check(gap.isEmpty(), found.id(), "its chain is broken");
    Grant grant = found.grant().orElse(null);
    AccessRequest request = found.request();
    boolean needed = request.submission().decision() instanceof Decision.NeedsApproval;
    once(history, EventType.REQUEST_SUBMITTED, true);
    once(history, EventType.REQUEST_APPROVED, needed && request instanceof AccessRequest.Approved);
    once(history, EventType.REQUEST_DENIED, request instanceof AccessRequest.Denied);
    once(history, EventType.REQUEST_WITHDRAWN, request instanceof AccessRequest.Withdrawn);
    once(history, EventType.REQUEST_EXPIRED, request instanceof AccessRequest.Expired);
    once(history, EventType.GRANT_SCHEDULED, grant != null);
    once(history, EventType.GRANT_BREAK_GLASS, found.afterReview().isPresent());
    once(
        history,
        EventType.AFTER_REVIEW_GIVEN,
        found.afterReview().filter(AfterReview.Given.class::isInstance).isPresent());
    check(
        count(history, EventType.AFTER_REVIEW_OVERDUE) <= 1,
        found.id(),
        "said twice to be overdue");
    once(history, EventType.GRANT_ENDED, grant instanceof Grant.Ended);
    EndCause cause =
        switch (grant) {
          case Grant.Ending ending -> ending.cause();
          case Grant.Ended over -> over.cause();
          case Grant.Scheduled _, Grant.Active _ -> new EndCause.Time();
          case null -> new EndCause.Time();
        };
    once(history, EventType.GRANT_REVOKED, cause instanceof EndCause.Revoked);
    once(history, EventType.GRANT_WITHDRAWN, cause instanceof EndCause.Withdrawn);
    once(history, EventType.GRANT_NOT_STARTED, cause instanceof EndCause.Ineligible);
    check(
        count(history, EventType.SESSION_ISSUED) == found.sessions().count()
            && history.sessions().size() == found.sessions().count(),
        found.id(),
        "sessions and their events differ");
  }

  private void once(CaseHistory history, EventType type, boolean expected) {
    check(
        count(history, type) == (expected ? 1 : 0),
        history.current().id(),
        expected ? "not recorded once" : "recorded, though it did not happen");
  }

  private static long count(CaseHistory history, EventType type) {
    return history.events().stream().filter(event -> event.type() == type).count();
  }

  private void check(boolean holds, Object whose, String what) {
    if (!holds) {
      broken.add(what + ": " + whose);
    }
  }
}
