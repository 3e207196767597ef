package dev.tidegate.core.access.grant;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.BeginEnding;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Grants that continue each other: the earlier one's case says which follows, so that whoever
/// holds its id is led on.
final class Extensions {
  private final CaseStore store;
  private final CaseRunner runner;

  Extensions(CaseStore store) {
    this.store = store;
    this.runner = new CaseRunner(store);
  }

  /// Loads the case of a grant; once that is over, of the last one that has followed it.
  Optional<AccessCase> follow(GrantId id, Instant now) {
    Optional<AccessCase> found = store.load(id.request());
    for (int links = 0; links < Continuation.MOST; links++) {
      Optional<GrantId> next =
          found
              .filter(one -> one.grant().filter(grant -> grant.terms().over(now)).isPresent())
              .flatMap(AccessCase::continuedBy);
      if (next.isEmpty()) {
        return found;
      }
      found = store.load(next.get().request());
    }
    return found;
  }

  /// Lets the grant that `continues` names, whose time is up, be over before the next one begins.
  /// Who ends it early at the same moment either comes first, and the next one does not begin; or
  /// finds it over. Without this both could be said, and access would go on.
  ///
  /// @return why the next one is not to begin: that one was ended before its time
  Optional<String> takeOver(Continuation continues, Actor actor, Instant now) {
    return runner.onRequest(
        continues.of(),
        before ->
            before
                .grant()
                .map(grant -> over(before, grant, actor, now))
                .orElseGet(() -> new Step.Answer<>(Optional.empty())),
        Optional.empty());
  }

  static Step<Optional<String>> over(AccessCase before, Grant grant, Actor actor, Instant now) {
    return BeginEnding.byTime(grant, now)
        .<Step<Optional<String>>>map(
            ending ->
                new Step.Commit<>(
                    BeginEnding.noted(CaseChange.of(before, now).grant(ending), ending, actor),
                    Optional.empty()))
        .orElseGet(() -> new Step.Answer<>(objection(grant)));
  }

  private static Optional<String> objection(Grant before) {
    return endedEarly(before)
        .map(
            cause ->
                "the grant that it continues, "
                    + before.id()
                    + ", was ended before its time: "
                    + cause.word());
  }

  /// Lets the case that `continues` names say that `grant` follows, unless another one does that is
  /// still to come or under way.
  void tell(Continuation continues, GrantId grant, Actor actor, Instant now) {
    runner.onRequest(
        continues.of(),
        before ->
            leadsElsewhere(before, grant)
                ? new Step.Commit<>(told(before, grant, actor, now), true)
                : new Step.Answer<>(false),
        false);
  }

  private static CaseChange told(AccessCase before, GrantId grant, Actor actor, Instant now) {
    return CaseChange.of(before, now)
        .continuedBy(grant)
        .noting(
            EventType.GRANT_CONTINUED,
            actor,
            Map.of("grant", GrantId.of(before.id()).text(), "by", grant.text()));
  }

  private boolean leadsElsewhere(AccessCase before, GrantId grant) {
    return before
        .continuedBy()
        .filter(known -> known.equals(grant) || alive(known.request()))
        .isEmpty();
  }

  private boolean alive(RequestId id) {
    return store
        .load(id)
        .flatMap(AccessCase::grant)
        .filter(grant -> grant instanceof Grant.Scheduled || grant instanceof Grant.Active)
        .isPresent();
  }

  private static Optional<EndCause> endedEarly(Grant grant) {
    Optional<EndCause> cause =
        switch (grant) {
          case Grant.Scheduled _, Grant.Active _ -> Optional.empty();
          case Grant.Ending ending -> Optional.of(ending.cause());
          case Grant.Ended ended -> Optional.of(ended.cause());
        };
    return cause.filter(why -> !(why instanceof EndCause.Time));
  }
}
