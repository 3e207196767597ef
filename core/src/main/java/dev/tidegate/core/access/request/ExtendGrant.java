package dev.tidegate.core.access.request;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Requests more time for an Active grant, on behalf of its requester: a new request for the same
/// access, whose grant begins when the old one ends. The old grant is never lengthened, because its
/// sessions have its end in their policy.
///
/// It is decided like any request; a rule's longest duration applies to all of the grants together.
public final class ExtendGrant {
  private final CaseStore store;
  private final CaseRunner runner;
  private final SubmitRequest submit;
  private final Visibility visibility;

  public ExtendGrant(CaseStore store, SubmitRequest submit, Visibility visibility) {
    this.store = store;
    this.runner = new CaseRunner(store);
    this.submit = submit;
    this.visibility = visibility;
  }

  /// The requested extension; use and ticket are as before when missing.
  public record More(
      GrantId grant,
      AccessDuration duration,
      Optional<Use> use,
      Optional<String> ticket,
      String reason) {}

  /// The result of [#extend] and [#explain].
  public sealed interface Outcome {
    /// It was handled like any request.
    record Asked(SubmitRequest.Outcome outcome) implements Outcome {}

    /// The assessment of the extension.
    record Explained(Assessment assessment, RequestedAccess ask) implements Outcome {}

    /// There is no such grant, or the person may not see it.
    record NotFound() implements Outcome {}

    /// It is somebody else's grant.
    record NotYours(String why) implements Outcome {}

    /// It is not Active, or was extended too often.
    record WrongState(AccessCase now, String why) implements Outcome {}
  }

  /// Submits an extension. The same key of the same principal returns the same request, even after
  /// the grant has ended.
  public Outcome extend(Principal person, More more, Optional<String> key, Instant now) {
    return switch (next(person, more, key, now)) {
      case Next.Submit(RequestedAccess ask, Continuation continues) ->
          new Outcome.Asked(submit.submit(person, ask, Optional.of(continues), key, now));
      case Next.Answered(Outcome outcome) -> outcome;
    };
  }

  /// Assesses an extension. Writes nothing except for refusals.
  public Outcome explain(Principal person, More more, Instant now) {
    return switch (next(person, more, Optional.empty(), now)) {
      case Next.Submit(RequestedAccess ask, Continuation continues) ->
          new Outcome.Explained(submit.explain(person, ask, Optional.of(continues), now), ask);
      case Next.Answered(Outcome outcome) -> outcome;
    };
  }

  /// What to do about an extension.
  sealed interface Next {
    /// Submit or explain it as a request of its own.
    record Submit(RequestedAccess ask, Continuation continues) implements Next {}

    /// Nothing; this is the answer.
    record Answered(Outcome outcome) implements Next {}
  }

  private Next next(Principal person, More more, Optional<String> key, Instant now) {
    Caller caller = new Caller(person, visibility);
    return runner.onGrant(
        more.grant(),
        (current, grant) ->
            decide(
                current,
                grant,
                caller,
                more,
                () -> key.flatMap(text -> store.load(RequestId.of(person.id(), text))).isPresent(),
                now),
        new Next.Answered(new Outcome.NotFound()));
  }

  /// Decides about an extension of the grant.
  ///
  /// @param repeated whether the same was submitted before with the same key; read only when the
  ///   grant can no longer be extended
  static Step<Next> decide(
      AccessCase current,
      Grant grant,
      Caller caller,
      More more,
      BooleanSupplier repeated,
      Instant now) {
    if (!caller.isRequester(current)) {
      return refuse(
          current,
          caller,
          "not the requester",
          caller.sees(current)
              ? new Outcome.NotYours("only who asked can extend it")
              : new Outcome.NotFound(),
          now);
    }
    Optional<String> objection = objection(current, grant, now);
    return objection.isPresent() && !repeated.getAsBoolean()
        ? refuse(
            current, caller, objection.get(), new Outcome.WrongState(current, objection.get()), now)
        : new Step.Answer<>(submission(current.request().submission(), grant, more));
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

  private static Next submission(Submission before, Grant grant, More more) {
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
    return new Next.Submit(
        ask, new Continuation(before.id(), had, Math.min(number(before), Continuation.MOST)));
  }

  private static Step<Next> refuse(
      AccessCase current, Caller caller, String why, Outcome outcome, Instant now) {
    return caller.refused(
        current,
        EventType.GRANT_EXTEND_REFUSED,
        Map.of("why", why),
        new Next.Answered(outcome),
        now);
  }
}
