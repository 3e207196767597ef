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
import dev.tidegate.core.access.store.SingleCaseStore;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Follows grants that continue each other: the case of an earlier grant names the next one, so
/// that its id leads to the grant that is live.
final class Extensions {
  private final SingleCaseStore store;
  private final CaseRunner runner;

  Extensions(SingleCaseStore store) {
    this.store = store;
    this.runner = new CaseRunner(store);
  }

  /// Loads the case of a grant, or, once that is over, of the last grant that continues it.
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

  /// Ends the earlier grant, whose time is up, before the next one begins. A concurrent early end
  /// either comes first, and the next grant does not begin, or finds the earlier one over.
  /// Otherwise a revoke could succeed while access continues.
  ///
  /// @return why the next grant must not begin, if the earlier one was ended early
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

  /// Records in the earlier case that `grant` continues it, unless another grant that is not over
  /// already does.
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
