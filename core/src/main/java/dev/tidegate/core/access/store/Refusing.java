package dev.tidegate.core.access.store;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Records a refusal that concerns a case, where it does no harm.
///
/// Of somebody who may see the case, the first of its kind and day is an event of the case: it is
/// tried once, and goes to the person's own record when another change was first. Everything else,
/// and everything that a stranger does, goes to the person's own record and leaves the case alone.
public final class Refusing {
  private final CaseRunner runner;
  private final Visibility visibility;

  public Refusing(CaseStore store, Visibility visibility) {
    this.runner = new CaseRunner(store);
    this.visibility = visibility;
  }

  /// Records that `person` was refused, and returns the outcome.
  public <T> Optional<T> refuse(
      AccessCase current,
      Principal person,
      EventType type,
      Map<String, String> details,
      T outcome,
      Instant now) {
    return Optional.of(
        runner.run(
            () -> new Caller(person, visibility).refused(current, type, details, outcome, now)));
  }
}
