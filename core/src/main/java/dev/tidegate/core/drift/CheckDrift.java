package dev.tidegate.core.drift;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.IdempotentAuditLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds what every target account holds against the grants, both ways: what is there without a
/// grant is handed over to be removed, what is missing is reported and put back where that is safe,
/// what Tidegate rests on is compared with what was seen last. An account that cannot be read is
/// reported, and holds up no other.
///
/// Accounts are taken in the order of their ids, [#AT_ONCE] at once. After each such batch what was
/// found is written down, and how far the check has come: when time runs out, or the function dies,
/// the next invocation goes on there. What is reported of an account is reported once for each
/// check, and a check is summed up once, however often a part of it is done again. See
/// docs/designs/0009-drift.md.
public final class CheckDrift {
  /// How many accounts are looked at at once.
  static final int AT_ONCE = 32;

  /// How many invocations a check may take: AWS stops a function that goes on invoking itself after
  /// about 16 [AWS: Lambda DG, recursive loop detection].
  static final int MOST_INVOCATIONS = 12;

  /// How long before an ended grant's cut is to be removed that is looked for: the longest that a
  /// cut can stand, and a bit.
  private static final Duration AHEAD = Duration.ofMinutes(80);

  /// The sweep moves what it hands over by minutes.
  private static final Duration BEHIND = Duration.ofMinutes(30);

  /// What writing down a batch may take.
  private static final Duration RESERVE = Duration.ofSeconds(45);

  /// What is left when a batch is begun, at least.
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

  /// Says how much longer this invocation may run.
  @FunctionalInterface
  public interface TimeLeft {
    Duration left();
  }

  /// Where a check is.
  public enum Progress {
    /// Every account was looked at, and the check is summed up.
    FINISHED,
    /// Another invocation goes on.
    HANDED_ON,
    /// Another invocation has gone on already; this one leaves the rest to it.
    OVERTAKEN
  }

  /// What one invocation did.
  ///
  /// @param differences what this invocation found
  /// @param failed how much could not be handed over; the next check finds it again
  public record Report(DriftRun run, Progress progress, List<Difference> differences, int failed) {
    public Report {
      differences = List.copyOf(differences);
    }
  }

  /// Notes that somebody asked for a check, once.
  public void asked(String id, Actor by, Instant now) {
    reporting.asked(id, by, now);
  }

  /// Begins a check, or goes on with it, for as long as there is time.
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
