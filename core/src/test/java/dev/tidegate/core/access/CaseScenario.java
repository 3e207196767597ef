package dev.tidegate.core.access;

import dev.tidegate.core.access.request.BreakGlass;
import dev.tidegate.core.access.request.GrantCreation;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What happened to one case, change by change, one minute apart. Each step returns the story with
/// one change more; [#in] writes them all to a store.
///
/// A step that the case's state does not allow is a mistake in the test and throws.
public record CaseScenario(List<CaseChange> changes) {
  private static final Actor SWEEP = new Actor.Function("sweep-grants");
  private static final Actor STARTER = new Actor.Function("start-grant");
  private static final Actor ENDER = new Actor.Function("end-grant");

  public CaseScenario {
    changes = List.copyOf(changes);
  }

  /// A request was submitted and waits for an answer.
  public static CaseScenario submitted(Submission submission) {
    return new CaseScenario(
        List.of(
            CaseChange.creating(new AccessRequest.Pending(submission, List.of()), submission.at())
                .noting(
                    EventType.REQUEST_SUBMITTED,
                    submission.requester().actor(),
                    Map.of("hash", submission.hash()))));
  }

  /// The usual request was submitted.
  public static CaseScenario submitted(RequestId id) {
    return submitted(Samples.submission(id));
  }

  /// A request was submitted that needed no approval: its grant is Scheduled at once.
  public static CaseScenario granted(Submission submission) {
    CaseChange change =
        CaseChange.creating(
                new AccessRequest.Approved(submission, List.of(), submission.at()), submission.at())
            .noting(EventType.REQUEST_SUBMITTED, submission.requester().actor(), Map.of());
    return new CaseScenario(
        List.of(GrantCreation.schedule(change, submission, submission.requester().actor())));
  }

  /// Alice broke the glass; security looks back within a day.
  public static CaseScenario glassBroken(RequestId id) {
    return glassBroken(id, Samples.T0);
  }

  /// Alice broke the glass at a moment.
  public static CaseScenario glassBroken(RequestId id, Instant at) {
    Submission submission =
        Samples.submission(
            id,
            Samples.ALICE,
            Samples.ask().breakingGlass(),
            Samples.ACCESS_ROLE,
            Samples.glassBroken(),
            at);
    return new CaseScenario(
        List.of(
            BreakGlass.owe(
                granted(submission).changes().getFirst(),
                submission,
                Samples.glassBroken().afterReview().orElseThrow())));
  }

  /// Another grant follows.
  public CaseScenario continuedBy(RequestId next) {
    return then(
        change ->
            change
                .continuedBy(GrantId.of(next))
                .noting(EventType.GRANT_CONTINUED, STARTER, Map.of("by", "another")));
  }

  /// It is on record that the after-review is overdue.
  public CaseScenario overdue() {
    return then(
        change ->
            change
                .afterReview(now().awaitedAfterReview().orElseThrow().noted())
                .noting(EventType.AFTER_REVIEW_OVERDUE, SWEEP, Map.of()));
  }

  /// Sam looked back.
  public CaseScenario lookedBack(ReviewFinding finding) {
    return then(
        change ->
            change
                .afterReview(
                    now()
                        .awaitedAfterReview()
                        .orElseThrow()
                        .give(Samples.SAM.actor(), finding, Optional.of("why?"), next()))
                .noting(EventType.AFTER_REVIEW_GIVEN, Samples.SAM.actor(), Map.of()));
  }

  /// Returns the usual request with its grant Active.
  public static CaseScenario active(RequestId id) {
    return submitted(id).approved(Samples.BOB).activated();
  }

  /// Returns one story for every state that a case can be in, and each way it can have got there,
  /// by name; the ids count up from `first`.
  public static Map<String, CaseScenario> everyState(int first) {
    List<RequestId> ids = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      ids.add(Samples.id(first + i));
    }
    CaseScenario temporary =
        granted(
            Samples.submission(
                ids.get(7),
                Samples.DAVE,
                Samples.ask(),
                Samples.CI_ROLE,
                Samples.allowed(),
                Samples.T0));
    return Map.ofEntries(
        Map.entry("Pending", submitted(ids.get(0))),
        Map.entry("Pending, one answer", submitted(ids.get(1)).reviewed(Samples.CAROL, "one of")),
        Map.entry("Denied", submitted(ids.get(2)).denied(Samples.BOB, "not now")),
        Map.entry("Withdrawn", submitted(ids.get(3)).withdrawn()),
        Map.entry("Expired", submitted(ids.get(4)).expired()),
        Map.entry("Scheduled", submitted(ids.get(5)).approved(Samples.BOB)),
        Map.entry("Active", active(ids.get(6))),
        Map.entry("Scheduled without approval, temporary policy", temporary),
        Map.entry("Active with a session", active(ids.get(8)).issued()),
        Map.entry("Ending, revoked", active(ids.get(9)).issued().revoked(Samples.BOB, "enough")),
        Map.entry(
            "Ending, given back, never active",
            submitted(ids.get(10)).approved(Samples.BOB).givenBack()),
        Map.entry("Active, to be continued", active(ids.get(19)).continuedBy(ids.get(20))),
        Map.entry("Pending, more of another", submitted(Samples.more(ids.get(20), ids.get(19)))),
        Map.entry("Active, the glass broken", glassBroken(ids.get(16)).activated()),
        Map.entry("Scheduled, its after-review overdue", glassBroken(ids.get(17)).overdue()),
        Map.entry(
            "Active, looked back at",
            glassBroken(ids.get(18)).activated().overdue().lookedBack(ReviewFinding.QUESTION)),
        Map.entry(
            "Scheduled for later",
            submitted(Samples.submission(ids.get(14), Samples.later())).approved(Samples.BOB)),
        Map.entry(
            "Ending, ineligible",
            submitted(Samples.submission(ids.get(15), Samples.later()))
                .approved(Samples.BOB)
                .notStarted("orders-dev: group: you are not in orders-dev")),
        Map.entry(
            "Ending, rewritten",
            granted(
                    Samples.submission(
                        ids.get(21),
                        Samples.DAVE,
                        Samples.ask(),
                        Samples.CI_ROLE,
                        Samples.allowed(),
                        Samples.T0))
                .activated()
                .rewritten("it says Allow * on *")),
        Map.entry(
            "Ended, nothing to cut", active(ids.get(11)).timeUp().ended(new Revocation.Nothing())),
        Map.entry(
            "Ended, Deny stands",
            active(ids.get(12))
                .issued()
                .revoked(Samples.SAM, "enough")
                .failedToEnd()
                .ended(new Revocation.Standing(Samples.T0.plus(Duration.ofHours(2))))),
        Map.entry(
            "Ended, role-wide cut removed",
            active(ids.get(13))
                .issued()
                .revoked(Samples.SAM, "enough")
                .ended(
                    new Revocation.RoleWide(
                        Samples.T0.plus(Duration.ofMinutes(30)),
                        Samples.T0.plus(Duration.ofHours(2))))
                .cleaned()));
  }

  /// Returns the case as it is after the last change.
  public AccessCase now() {
    return changes.getLast().after();
  }

  /// Returns the moment of the next step.
  public Instant next() {
    return changes.getLast().at().plus(Duration.ofMinutes(1));
  }

  /// Writes every change to `store`, in order.
  public AccessCase in(CaseStore store) {
    for (CaseChange change : changes) {
      if (!store.commit(change)) {
        throw new AssertionError("not written: version " + change.after().version());
      }
    }
    return now();
  }

  /// Any change.
  public CaseScenario then(UnaryOperator<CaseChange> step) {
    List<CaseChange> all = new ArrayList<>(changes);
    all.add(step.apply(CaseChange.of(now(), next())));
    return new CaseScenario(all);
  }

  /// An approval that does not decide yet.
  public CaseScenario reviewed(Principal reviewer, String comment) {
    Review review = new Review(reviewer, Verdict.APPROVE, next(), Optional.of(comment));
    return then(
        change ->
            change
                .request(pending().with(review))
                .noting(EventType.REVIEW_GIVEN, reviewer.actor(), Map.of("comment", comment)));
  }

  /// The approval that decides: the grant is Scheduled.
  public CaseScenario approved(Principal reviewer) {
    Review review = new Review(reviewer, Verdict.APPROVE, next(), Optional.empty());
    return then(
        change ->
            GrantCreation.schedule(
                change
                    .request(pending().with(review).approve(next()))
                    .noting(EventType.REVIEW_GIVEN, reviewer.actor(), Map.of("verdict", "approve"))
                    .noting(EventType.REQUEST_APPROVED, reviewer.actor(), Map.of()),
                pending().submission(),
                reviewer.actor()));
  }

  /// Answered no.
  public CaseScenario denied(Principal reviewer, String comment) {
    Review review = new Review(reviewer, Verdict.DENY, next(), Optional.of(comment));
    return then(
        change ->
            change
                .request(pending().deny(review))
                .noting(EventType.REQUEST_DENIED, reviewer.actor(), Map.of("comment", comment)));
  }

  /// Taken back before it was answered.
  public CaseScenario withdrawn() {
    return then(
        change ->
            change
                .request(pending().withdraw(next()))
                .noting(EventType.REQUEST_WITHDRAWN, requester().actor(), Map.of()));
  }

  /// Nobody answered.
  public CaseScenario expired() {
    return then(
        change ->
            change
                .request(pending().expire(next()))
                .noting(EventType.REQUEST_EXPIRED, SWEEP, Map.of()));
  }

  /// The grant is Active.
  public CaseScenario activated() {
    return then(
        change ->
            change
                .grant(((Grant.Scheduled) grant()).activate(next()))
                .noting(EventType.GRANT_ACTIVE, STARTER, Map.of()));
  }

  /// A session of one hour is issued.
  public CaseScenario issued() {
    SessionRecord record =
        new SessionRecord(
            now().sessions().count() + 1,
            SessionRecord.Form.CREDENTIALS,
            next(),
            next().plus(Duration.ofHours(1)));
    return then(
        change ->
            change
                .issuing(record)
                .noting(EventType.SESSION_ISSUED, requester().actor(), Map.of("number", "1")));
  }

  /// Ended early by `person`.
  public CaseScenario revoked(Principal person, String reason) {
    return ending(
        new EndCause.Revoked(person.actor(), reason), EventType.GRANT_REVOKED, person.actor());
  }

  /// Given back early by its requester.
  public CaseScenario givenBack() {
    Actor.Person actor = requester().actor();
    return ending(new EndCause.Withdrawn(actor), EventType.GRANT_WITHDRAWN, actor);
  }

  /// Ends without having begun.
  public CaseScenario notStarted(String reason) {
    return ending(new EndCause.Ineligible(reason), EventType.GRANT_NOT_STARTED, STARTER);
  }

  /// Begins to end because its temporary policy was rewritten.
  public CaseScenario rewritten(String reason) {
    return ending(new EndCause.Rewritten(reason), EventType.GRANT_ENDING, ENDER);
  }

  /// Begins to end by time.
  public CaseScenario timeUp() {
    return ending(new EndCause.Time(), EventType.GRANT_ENDING, ENDER);
  }

  /// One attempt to end it failed.
  public CaseScenario failedToEnd() {
    return then(change -> change.grant(((Grant.Ending) grant()).failed()));
  }

  /// Access is gone.
  public CaseScenario ended(Revocation cut) {
    return then(
        change ->
            change
                .grant(((Grant.Ending) grant()).ended(next(), cut))
                .noting(EventType.GRANT_ENDED, ENDER, Map.of()));
  }

  /// What stood at the target account is gone.
  public CaseScenario cleaned() {
    return then(
        change ->
            change
                .grant(((Grant.Ended) grant()).cleaned(next()))
                .noting(EventType.GRANT_CUT_REMOVED, ENDER, Map.of()));
  }

  private CaseScenario ending(EndCause cause, EventType type, Actor actor) {
    Grant.Ending ending =
        switch (grant()) {
          case Grant.Scheduled scheduled -> scheduled.end(cause, next());
          case Grant.Active active -> active.end(cause, next());
          case Grant.Ending _, Grant.Ended _ -> throw new AssertionError("it ends already");
        };
    return then(change -> change.grant(ending).noting(type, actor, Map.of("why", cause.word())));
  }

  private AccessRequest.Pending pending() {
    return (AccessRequest.Pending) now().request();
  }

  private Principal requester() {
    return now().request().submission().requester();
  }

  private Grant grant() {
    return now().grant().orElseThrow(() -> new AssertionError("there is no grant yet"));
  }
}
