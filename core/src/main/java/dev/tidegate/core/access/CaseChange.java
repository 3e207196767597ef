package dev.tidegate.core.access;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One change of a case with the events that record it, which are written in one transaction.
///
/// @param before the case that it was made from; empty for a new case
/// @param refusal the refusal that is counted with it; nothing else of the case then changes
/// @param at the time of the change
public record CaseChange(
    Optional<AccessCase> before,
    AccessCase after,
    List<AuditEvent> events,
    Optional<SessionRecord> session,
    Optional<Refusal> refusal,
    Instant at) {
  public CaseChange {
    events = List.copyOf(events);
  }

  /// Begins a new case.
  public static CaseChange creating(AccessRequest request, Instant at) {
    AccessCase created =
        new AccessCase(request, Optional.empty(), SessionCount.NONE, ChainHead.START, 1);
    return new CaseChange(
        Optional.empty(), created, List.of(), Optional.empty(), Optional.empty(), at);
  }

  /// Begins a change of an existing case.
  public static CaseChange of(AccessCase before, Instant at) {
    return new CaseChange(
        Optional.of(before),
        before.withNextVersion(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        at);
  }

  /// Replaces the state of the request.
  public CaseChange request(AccessRequest request) {
    return with(after.withRequest(request));
  }

  /// Adds the grant or replaces its state.
  public CaseChange grant(Grant grant) {
    return with(after.withGrant(grant));
  }

  /// Adds the after-review or replaces its state.
  public CaseChange afterReview(AfterReview review) {
    return with(after.withAfterReview(review));
  }

  /// Sets the grant that continues this one.
  public CaseChange continuedBy(GrantId grant) {
    return with(after.withContinuedBy(grant));
  }

  /// Counts a session that is about to be issued.
  public CaseChange issuing(SessionRecord record) {
    AccessCase counted = after.withSessions(after.sessions().plus(record.until()));
    return new CaseChange(before, counted, events, Optional.of(record), refusal, at);
  }

  /// Records an event, chained to the previous one.
  public CaseChange noting(EventType type, Actor actor, Map<String, String> details) {
    AuditEvent event = AuditEvent.after(after.head(), after.id().text(), at, type, actor, details);
    List<AuditEvent> all = new ArrayList<>(events);
    all.add(event);
    return new CaseChange(before, after.withHead(event.head()), all, session, refusal, at);
  }

  /// Records a refusal and starts its counter.
  public CaseChange refusing(Refusal refused) {
    CaseChange noted = noting(refused.type(), refused.who().actor(), refused.details());
    return new CaseChange(
        noted.before, noted.after, noted.events, session, Optional.of(refused), at);
  }

  private CaseChange with(AccessCase next) {
    return new CaseChange(before, next, events, session, refusal, at);
  }
}
