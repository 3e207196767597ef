package dev.tidegate.core.broker;

import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.audit.activity.ActivitySummary;
import dev.tidegate.core.audit.activity.Finding;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.grant.Grant;
import dev.tidegate.core.grant.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds grants that were never used, some time after they have ended: CloudTrail is late.
///
/// Without a session that is certain. With sessions it rests on what CloudTrail sends, so it is
/// said only when the making of a session was seen and nothing after it. When not even that was
/// seen, nothing is known, and nothing is said.
public final class DecideUnused {
  /// How long after its end a grant is looked at.
  public static final Duration AFTER = Duration.ofHours(2);

  private static final int AT_ONCE = 100;

  private final CaseStore cases;
  private final ActivityStore store;

  public DecideUnused(CaseStore cases, ActivityStore store) {
    this.cases = cases;
    this.store = store;
  }

  /// Remembers to look at a grant that ended at `ended`.
  public void remember(GrantId grant, Instant ended) {
    store.lookAgain(grant, ended.plus(AFTER));
  }

  /// Looks at grants whose time has come, at most 100; returns what was found, and how many were
  /// looked at.
  public Report decide(Instant now) {
    List<ActivityStore.Reminder> reminders = store.toLookAt(now, AT_ONCE);
    int unused = 0;
    for (ActivityStore.Reminder reminder : reminders) {
      Optional<Finding> finding = cases.load(reminder.grant().request()).flatMap(this::finding);
      finding.ifPresent(found -> RecordActivity.tell(cases, reminder.grant(), found, now));
      unused += finding.isPresent() ? 1 : 0;
      store.done(reminder);
    }
    return new Report(reminders.size(), unused);
  }

  /// What a look at ended grants came to.
  public record Report(int grants, int unused) {}

  private Optional<Finding> finding(AccessCase of) {
    return of.grant()
        .filter(grant -> grant instanceof Grant.Ended)
        .filter(grant -> grant.terms().target() instanceof Target.AccessRole)
        .flatMap(grant -> why(of, grant).map(why -> unused(of, grant, why)));
  }

  private Optional<String> why(AccessCase of, Grant grant) {
    if (of.sessions().count() == 0) {
      return Optional.of("no-session");
    }
    ActivitySummary summary = store.load(grant.id()).summary();
    return summary.issued() > 0 && summary.used() == 0
        ? Optional.of("no-call-seen")
        : Optional.empty();
  }

  private static Finding unused(AccessCase of, Grant grant, String why) {
    return new Finding(
        EventType.ACTIVITY_UNUSED,
        why,
        Map.of(
            "grant", grant.id().text(),
            "outcome", why,
            "entitlement", of.request().submission().ask().entitlement().text(),
            "sessions", Integer.toString(of.sessions().count())));
  }
}
