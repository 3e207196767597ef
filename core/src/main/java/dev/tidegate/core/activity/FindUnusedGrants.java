package dev.tidegate.core.activity;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Records what was seen of a grant some time after its end, since CloudTrail is delayed, and finds
/// grants that were never used.
///
/// A grant without a session was certainly not used. A grant with sessions counts as unused if
/// CloudTrail recorded the creation of a session but nothing after it, and would have recorded
/// everything that the grant gave. Otherwise its use is recorded as unknown.
public final class FindUnusedGrants {
  /// How long after its end a grant is examined.
  public static final Duration AFTER = Duration.ofHours(2);

  private static final int AT_ONCE = 100;

  private final CaseStore cases;
  private final ActivityStore store;

  public FindUnusedGrants(CaseStore cases, ActivityStore store) {
    this.cases = cases;
    this.store = store;
  }

  /// Stores a reminder to examine a grant that ended at `ended`.
  public void remember(GrantId grant, Instant ended) {
    store.lookAgain(grant, ended.plus(AFTER));
  }

  /// Examines at most 100 grants that are due, and returns how many were examined and how many were
  /// unused.
  public Report decide(Instant now) {
    List<ActivityStore.Reminder> reminders = store.toLookAt(now, AT_ONCE);
    int unused = 0;
    for (ActivityStore.Reminder reminder : reminders) {
      List<ActivityFinding> findings =
          cases.load(reminder.grant().request()).map(this::findings).orElse(List.of());
      for (ActivityFinding finding : findings) {
        RecordActivity.tell(cases, reminder.grant(), finding, now);
        unused += finding.type() == EventType.ACTIVITY_UNUSED ? 1 : 0;
      }
      store.done(reminder);
    }
    return new Report(reminders.size(), unused);
  }

  /// The result of examining ended grants.
  public record Report(int grants, int unused) {}

  private List<ActivityFinding> findings(AccessCase of) {
    return of.grant()
        .filter(grant -> grant instanceof Grant.Ended)
        .map(
            grant ->
                grant.terms().target() instanceof Target.AccessRole access
                    ? findings(of, grant, access)
                    : List.<ActivityFinding>of())
        .orElse(List.of());
  }

  private List<ActivityFinding> findings(AccessCase of, Grant grant, Target.AccessRole access) {
    if (of.sessions().count() == 0) {
      return List.of(unused(of, grant, "no-session"));
    }
    ActivitySummary summary = store.load(grant.id()).summary();
    Use use = use(of, access, summary);
    ActivityFinding seen = seen(of, grant, use, summary);
    return switch (use) {
      case NO -> List.of(seen, unused(of, grant, "no-call-seen"));
      case YES, UNKNOWN -> List.of(seen);
    };
  }

  /// Whether a grant was used, as far as is known.
  private enum Use {
    YES,
    NO,
    UNKNOWN
  }

  private static Use use(AccessCase of, Target.AccessRole access, ActivitySummary summary) {
    if (summary.used() > 0) {
      return Use.YES;
    }
    // The actions of managed policies are not known.
    boolean allRecorded =
        access.policies().isEmpty()
            && of.request().submission().permissions().stream()
                .flatMap(permission -> permission.actions().stream())
                .noneMatch(DataEvents::mayBeUnseen);
    return summary.issued() > 0 && allRecorded ? Use.NO : Use.UNKNOWN;
  }

  private static ActivityFinding seen(
      AccessCase of, Grant grant, Use use, ActivitySummary summary) {
    String outcome = use.name().toLowerCase(Locale.ROOT);
    Map<String, String> details = new TreeMap<>();
    details.put("grant", grant.id().text());
    details.put("outcome", outcome);
    details.put("sessions", Integer.toString(of.sessions().count()));
    details.put("calls", Integer.toString(summary.used()));
    details.put("refused", Integer.toString(summary.refused()));
    summary.kinds().forEach((kind, count) -> details.put("kind." + kind.word(), "" + count));
    return new ActivityFinding(EventType.GRANT_ACTIVITY, outcome, details);
  }

  private static ActivityFinding unused(AccessCase of, Grant grant, String why) {
    return new ActivityFinding(
        EventType.ACTIVITY_UNUSED,
        why,
        Map.of(
            "grant", grant.id().text(),
            "outcome", why,
            "entitlement", of.request().submission().ask().entitlement().text(),
            "sessions", Integer.toString(of.sessions().count())));
  }
}
