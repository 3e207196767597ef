package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Refusing;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Asks for more of an Active grant, on behalf of its requester: a new request for the same, whose
/// grant begins when that one ends. Nothing that was given is lengthened: the sessions of a grant
/// carry its end in their policy.
///
/// It is decided like any request; the longest that a rule gives is for all of them together.
public final class ExtendGrant {
  private final CaseStore store;
  private final SubmitRequest submit;
  private final Visibility visibility;
  private final Refusing refusing;

  public ExtendGrant(CaseStore store, SubmitRequest submit, Visibility visibility) {
    this.store = store;
    this.submit = submit;
    this.visibility = visibility;
    this.refusing = new Refusing(store, visibility);
  }

  /// More of a grant; use and ticket are as before when left out.
  public record More(
      GrantId grant,
      AccessDuration duration,
      Optional<Use> use,
      Optional<String> ticket,
      String reason) {}

  /// What came of it.
  public sealed interface Outcome {
    /// It was submitted, or not, as any request.
    record Asked(SubmitRequest.Outcome outcome) implements Outcome {}

    /// What it would come to.
    record Explained(Assessment assessment, RequestedAccess ask) implements Outcome {}

    /// There is no such grant, or it is not for this person to see.
    record NotFound() implements Outcome {}

    /// Somebody else's grant.
    record NotYours(String why) implements Outcome {}

    /// Not Active, or continued too often.
    record WrongState(AccessCase now, String why) implements Outcome {}
  }

  /// Submits more. The same key by the same principal gives the same request, even when the grant
  /// has ended since.
  public Outcome extend(Principal person, More more, Optional<String> key, Instant now) {
    return Retry.onConflict(
        () ->
            attempt(
                person,
                more,
                key,
                now,
                next ->
                    new Outcome.Asked(
                        submit.submit(person, next.ask, Optional.of(next.continues), key, now))));
  }

  /// Says what more would come to. Writes nothing but that somebody tried what they may not.
  public Outcome explain(Principal person, More more, Instant now) {
    return Retry.onConflict(
        () ->
            attempt(
                person,
                more,
                Optional.empty(),
                now,
                next ->
                    new Outcome.Explained(
                        submit.explain(person, next.ask, Optional.of(next.continues), now),
                        next.ask)));
  }

  private record Next(RequestedAccess ask, Continuation continues) {}

  private Optional<Outcome> attempt(
      Principal person,
      More more,
      Optional<String> key,
      Instant now,
      Function<Next, Outcome> asking) {
    Optional<AccessCase> found =
        store.load(more.grant().request()).filter(one -> one.grant().isPresent());
    if (found.isEmpty()) {
      return Optional.of(new Outcome.NotFound());
    }
    AccessCase current = found.get();
    if (!Visibility.isRequester(person, current)) {
      return refuse(
          current,
          person,
          now,
          visibility.sees(person, current)
              ? new Outcome.NotYours("only who asked can extend it")
              : new Outcome.NotFound());
    }
    Grant grant = current.grant().orElseThrow();
    Optional<String> objection = objection(current, grant, now);
    if (objection.isPresent()
        && key.flatMap(text -> store.load(RequestId.of(person.id(), text))).isEmpty()) {
      return refuse(current, person, now, new Outcome.WrongState(current, objection.get()));
    }
    return Optional.of(asking.apply(next(current.request().submission(), grant, more)));
  }

  private static Optional<String> objection(AccessCase current, Grant grant, Instant now) {
    if (!(grant instanceof Grant.Active active) || active.terms().over(now)) {
      return Optional.of("only an Active grant can be extended");
    }
    return number(current.request().submission()) > Continuation.MOST
        ? Optional.of("it was extended " + Continuation.MOST + " times")
        : Optional.empty();
  }

  private static int number(Submission submission) {
    return submission.continues().map(Continuation::number).orElse(0) + 1;
  }

  private static Next next(Submission before, Grant grant, More more) {
    RequestedAccess asked = before.ask();
    RequestedAccess ask =
        new RequestedAccess(
            asked.entitlement(),
            asked.parameters(),
            more.duration(),
            more.use().orElse(asked.use()),
            more.ticket().or(asked::ticket),
            more.reason(),
            Optional.of(grant.terms().endsAt()),
            false);
    Duration had = before.had().plus(asked.duration().length());
    return new Next(
        ask, new Continuation(before.id(), had, Math.min(number(before), Continuation.MOST)));
  }

  private Optional<Outcome> refuse(
      AccessCase current, Principal person, Instant now, Outcome outcome) {
    String why =
        outcome instanceof Outcome.WrongState(AccessCase _, String text)
            ? text
            : "not the requester";
    return refusing.refuse(
        current, person, EventType.GRANT_EXTEND_REFUSED, Map.of("why", why), outcome, now);
  }
}
