package dev.tidegate.core.activity;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Step;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.access.store.CaseRunner;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.Retry;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.SourceIdentity;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Adds the activity of a session of an access role to its grant, and reports findings. Records may
/// come in any order, any number of times.
///
/// A finding is written before it is counted, so every counted finding is in the record, and only
/// if the case's chain has none of its kind yet, so it is there once. A session that Tidegate did
/// not issue belongs to no grant, whatever its name. It is reported in the ledger once a day
/// (possibly twice when an answer was lost), and so is each creation of such a session.
public final class RecordActivity {
  private static final Actor ME = new Actor.Function("activity");

  private final CaseStore cases;
  private final ActivityStore store;
  private final AuditLog ledger;
  private final String broker;

  /// @param broker the account that issues sessions, 12 digits
  public RecordActivity(CaseStore cases, ActivityStore store, AuditLog ledger, String broker) {
    this.cases = cases;
    this.store = store;
    this.ledger = ledger;
    this.broker = broker;
  }

  /// The result of [#record].
  ///
  /// @param counted the number of records that were newly counted
  /// @param findings the findings that were newly reported
  public record Result(int counted, List<ActivityFinding> findings) {
    public Result {
      findings = List.copyOf(findings);
    }

    Result plus(Result other) {
      List<ActivityFinding> all = new ArrayList<>(findings);
      all.addAll(other.findings);
      return new Result(counted + other.counted, all);
    }
  }

  /// A session that Tidegate did not issue, or the creation of one.
  ///
  /// @param as what is reported once a day: the session, or this creation
  private record Stranger(RoleSession session, RoleSession as, String why) {
    static Stranger of(RoleSession session, String why, ActivityRecord record) {
      RoleSession made =
          new RoleSession(
              session.account(), session.role(), session.name() + " made in " + record.id());
      return new Stranger(session, record.caller().isPresent() ? made : session, why);
    }
  }

  private static final Result NOTHING = new Result(0, List.of());

  /// Adds the records of one session.
  public Result record(RoleSession session, List<ActivityRecord> records, Instant now) {
    Optional<AccessCase> found = session.grant().flatMap(grant -> cases.load(grant.request()));
    Optional<Grant> grant = found.flatMap(AccessCase::grant);
    List<ActivityRecord> ours = new ArrayList<>();
    Map<Stranger, List<ActivityRecord>> strangers = new LinkedHashMap<>();
    for (ActivityRecord record : records) {
      if (isProbe(record)) {
        continue;
      }
      Optional<String> objection =
          grant.isEmpty()
              ? Optional.of("there is no such grant")
              : origin(found.get(), grant.get()).objection(record);
      objection.ifPresentOrElse(
          why ->
              strangers
                  .computeIfAbsent(Stranger.of(session, why, record), _ -> new ArrayList<>())
                  .add(record),
          () -> ours.add(record));
    }
    Result result = NOTHING;
    for (Map.Entry<Stranger, List<ActivityRecord>> stranger : strangers.entrySet()) {
      result = result.plus(sighted(stranger.getKey(), stranger.getValue(), now));
    }
    for (int from = 0; from < ours.size(); from += ActivityStore.AT_ONCE) {
      List<ActivityRecord> some =
          ours.subList(from, Math.min(ours.size(), from + ActivityStore.AT_ONCE));
      Grant of = grant.orElseThrow();
      result = result.plus(Retry.onConflict(() -> count(of, some, now)));
    }
    return result;
  }

  /// Returns whether the record comes from a probe, by which `end-grant` has `sessions` check
  /// whether a grant's sessions are refused. Only the calls of a probe are skipped, so its identity
  /// can hide nothing else.
  private boolean isProbe(ActivityRecord record) {
    boolean made = record.caller().filter(broker::equals).isPresent();
    return record.sourceIdentity().filter(SourceIdentity.PROBE.value()::equals).isPresent()
        && (made || record.action().equals("sts:GetAccessKeyInfo"));
  }

  private SessionOrigin origin(AccessCase of, Grant grant) {
    Principal requester = of.request().submission().requester();
    return new SessionOrigin(
        grant.terms(),
        SourceIdentity.of(requester.id(), requester.label()),
        of.sessions().count(),
        broker);
  }

  private Optional<Result> count(Grant grant, List<ActivityRecord> records, Instant now) {
    ActivityStore.Stored stored = store.load(grant.id());
    Map<String, ActivityRecord> fresh = new LinkedHashMap<>();
    records.forEach(record -> fresh.putIfAbsent(record.id(), record));
    Set<String> seen = store.seen(grant.id(), fresh.keySet());
    fresh.keySet().removeAll(seen);
    if (fresh.isEmpty()) {
      return Optional.of(NOTHING);
    }
    ActivitySummary summary = stored.summary();
    List<ActivityRecord> kept = new ArrayList<>();
    List<String> marks = new ArrayList<>();
    Map<String, ActivityFinding> told = new TreeMap<>();
    for (ActivityRecord record : fresh.values()) {
      if (summary.keeps(record)) {
        kept.add(record);
      }
      if (summary.staysExact()) {
        marks.add(record.id());
      }
      summary = summary.plus(record);
      for (ActivityFinding finding : ActivityFinding.in(record, grant)) {
        if (!summary.findings().containsKey(finding.key())) {
          told.put(finding.key(), finding);
        }
        summary = summary.plus(finding);
      }
    }
    told.values().forEach(finding -> tell(cases, grant.id(), finding, now));
    ActivityStore.Entry entry =
        new ActivityStore.Entry(grant.id(), stored.version(), summary, kept, marks);
    return store.append(entry, now)
        ? Optional.of(new Result(fresh.size(), List.copyOf(told.values())))
        : Optional.empty();
  }

  /// Writes a finding to the chain of its case, unless it is already there.
  static void tell(CaseStore cases, GrantId grant, ActivityFinding finding, Instant now) {
    new CaseRunner(cases)
        .run(
            () ->
                cases
                    .history(grant.request())
                    .map(history -> decide(history, finding, now))
                    .orElseGet(() -> new Step.Answer<>(false)));
  }

  /// Returns the step that records a finding once, and answers whether it was new.
  static Step<Boolean> decide(CaseHistory history, ActivityFinding finding, Instant now) {
    return isThere(history, finding)
        ? new Step.Answer<>(false)
        : new Step.Commit<>(
            CaseChange.of(history.current(), now).noting(finding.type(), ME, finding.details()),
            true);
  }

  private static boolean isThere(CaseHistory history, ActivityFinding finding) {
    return history.events().stream()
        .anyMatch(
            event ->
                event.type() == finding.type()
                    && finding.variant().equals(event.details().get("outcome")));
  }

  private Result sighted(Stranger stranger, List<ActivityRecord> records, Instant now) {
    boolean first = store.sighting(stranger.as(), now) == ActivityStore.Sighting.FIRST;
    Map<String, String> details = new TreeMap<>(ActivityFinding.told(records.getFirst()));
    details.put("session", stranger.session().name());
    details.put("why", stranger.why());
    ActivityFinding finding =
        new ActivityFinding(EventType.ACTIVITY_UNISSUED_SESSION, "seen", details);
    if (first) {
      ledger.append(finding.type(), finding.details(), ME, now);
    }
    store.sighted(stranger.as(), records.size(), now);
    return new Result(0, first ? List.of(finding) : List.of());
  }
}
