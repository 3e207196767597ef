package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.IdempotentAuditLog;
import dev.tidegate.core.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares every target account with the grants, in both directions. Policies without a grant are
/// handed over for removal, missing ones are reported and restored where that is safe, and what
/// Tidegate relies on is compared with the last check. An account that cannot be read is reported
/// and does not stop the others.
///
/// Accounts are checked in the order of their ids, [#AT_ONCE] in parallel. After each batch, the
/// findings and the progress are stored, so that the next invocation can continue when time runs
/// out or the function dies. Findings of an account, and the summary of a check, are recorded once,
/// however often a part is repeated. See docs/designs/0009-drift.md.
public final class CheckDrift {
  /// The number of accounts that are checked in parallel.
  static final int AT_ONCE = 32;

  /// The limit on invocations of one check: AWS stops a function that keeps invoking itself after
  /// about 16 [AWS: Lambda DG, recursive loop detection].
  static final int MOST_INVOCATIONS = 12;

  /// How far ahead Denies are considered that are due for removal: the longest time that a Deny can
  /// stand ([SessionRevoker#PACKED], rounded up to five minutes), and two more sweeps.
  static final Duration AHEAD =
      SessionRevoker.PACKED.plus(Timing.SWEEP).plus(Timing.LATE).plus(Timing.CLOCKS);

  /// How far back due grants are considered: twice what the sweep postpones a grant by at most.
  static final Duration BEHIND = Timing.STUCK.multipliedBy(2);

  /// The time reserved for storing a batch.
  private static final Duration RESERVE = Duration.ofSeconds(45);

  /// The least time that must be left to begin a batch.
  private static final Duration LEAST = RESERVE.plusSeconds(30);

  private final CaseStore store;
  private final PolicySource policies;
  private final CheckAccount check;
  private final DriftRecorder reporting;
  private final DriftStore notes;
  private final DriftDispatcher handover;

  public CheckDrift(
      CaseStore store,
      PolicySource policies,
      AccountObserver holdings,
      PolicyClassifier judge,
      IdempotentAuditLog ledger,
      DriftStore notes,
      DriftDispatcher handover) {
    this.store = store;
    this.policies = policies;
    this.check = new CheckAccount(store, holdings, judge);
    this.reporting = new DriftRecorder(ledger, notes, handover);
    this.notes = notes;
    this.handover = handover;
  }

  /// Tells how much longer this invocation may run.
  @FunctionalInterface
  public interface TimeLeft {
    Duration left();
  }

  /// The progress of a check.
  public enum Progress {
    /// Every account was checked, and the summary is recorded.
    FINISHED,
    /// Another invocation continues.
    HANDED_ON,
    /// Another invocation has already continued; this one leaves the rest to it.
    OVERTAKEN
  }

  /// The result of one invocation.
  ///
  /// @param differences the differences that this invocation found
  /// @param failed the number of corrections that could not be handed over; the next check finds
  ///   them again
  public record Report(DriftRun run, Progress progress, List<Difference> differences, int failed) {
    public Report {
      differences = List.copyOf(differences);
    }
  }

  /// Records, once, that somebody requested a check.
  public void asked(String id, Actor by, Instant now) {
    reporting.asked(id, by, now);
  }

  /// Begins or continues a check for as long as there is time.
  public Report check(String id, TimeLeft time, Instant now) {
    DriftRun before = notes.run(id).orElseGet(() -> DriftRun.begun(id, now));
    if (before.finished()) {
      return new Report(before, Progress.FINISHED, List.of(), 0);
    }
    DriftRun run = before.nextInvocation();
    Found found = new Found();
    if (!notes.save(run)) {
      return found.report(before, Progress.OVERTAKEN);
    }
    ExpectedState expected = expect(now);
    List<Account> left = left(expected, run);
    while (!left.isEmpty() && time.left().compareTo(LEAST) > 0) {
      List<Account> batch = left.subList(0, Math.min(AT_ONCE, left.size()));
      List<AccountFindings> reports = look(id, batch, expected, time.left().minus(RESERVE), now);
      DriftRun done = run.upTo(batch.getLast().id(), note(reports, run, expected, found, now));
      if (!notes.save(done)) {
        return found.report(run, Progress.OVERTAKEN);
      }
      run = done;
      left = left(expected, run);
    }
    if (!left.isEmpty() && run.invocations() < MOST_INVOCATIONS) {
      handover.goOn(id);
      return found.report(run, Progress.HANDED_ON);
    }
    reporting.sumUp(run, left.size(), now);
    DriftRun finished = run.finish();
    notes.save(finished);
    return found.report(finished, Progress.FINISHED);
  }

  private static final class Found {
    private final List<Difference> differences = new ArrayList<>();
    private int failed;

    private Report report(DriftRun run, Progress progress) {
      return new Report(run, progress, differences, failed);
    }
  }

  private ExpectedState expect(Instant now) {
    List<AccessCase> cases = new ArrayList<>();
    for (CaseState live : List.of(CaseState.SCHEDULED, CaseState.ACTIVE, CaseState.ENDING)) {
      Optional<PageRequest> next = Optional.of(PageRequest.first(100));
      while (next.isPresent()) {
        Page<AccessCase> page = store.inState(live, next.get());
        cases.addAll(page.items());
        next = page.next().map(cursor -> new PageRequest(100, Optional.of(cursor)));
      }
    }
    cases.addAll(store.endedDue(now.minus(BEHIND), now.plus(AHEAD)));
    return ExpectedState.of(policies.current(), cases);
  }

  private static List<Account> left(ExpectedState expected, DriftRun run) {
    return List.copyOf(
        run.after()
            .map(done -> expected.accounts().tailMap(done + "\0"))
            .orElse(expected.accounts())
            .values());
  }

  private List<AccountFindings> look(
      String run, List<Account> batch, ExpectedState expected, Duration most, Instant now) {
    return Concurrently.each(
        batch,
        account -> check.look(run, account, expected.part(account), now),
        account ->
            AccountFindings.unreachable(
                account, Fault.Kind.BUSY, "it was not read in the time that there was"),
        most);
  }

  private DriftRun.Totals note(
      List<AccountFindings> reports,
      DriftRun run,
      ExpectedState expected,
      Found found,
      Instant now) {
    DriftRun.Totals totals = run.totals();
    for (AccountFindings report : reports) {
      DriftRecorder.Noted noted = reporting.note(run.id(), report, now);
      found.differences.addAll(noted.differences());
      found.failed += noted.failed();
      totals =
          new DriftRun.Totals(
              totals.accounts() + 1,
              totals.held() + report.held(),
              totals.grants() + expected.part(report.account()).grants().size(),
              totals.differences() + noted.differences().size(),
              totals.removals() + report.strays().size(),
              totals.unreachable() + (report.unreachable().isPresent() ? 1 : 0));
    }
    return totals;
  }
}
