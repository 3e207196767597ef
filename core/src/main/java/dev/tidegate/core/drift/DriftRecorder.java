package dev.tidegate.core.drift;

import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.IdempotentAuditLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Records what was found in an account, once for each check, and hands over corrections.
final class DriftRecorder {
  private static final Actor AUDIT = new Actor.Function("audit");
  private final IdempotentAuditLog ledger;
  private final DriftStore notes;
  private final DriftDispatcher handover;

  DriftRecorder(IdempotentAuditLog ledger, DriftStore notes, DriftDispatcher handover) {
    this.ledger = ledger;
    this.notes = notes;
    this.handover = handover;
  }

  /// Records, once, that somebody requested a check.
  void asked(String run, Actor by, Instant now) {
    StrayRemoval.RUN.require("run", run);
    ledger.appendOnce(
        run + " asked",
        List.of(new AuditLog.Entry(EventType.AUDIT_ASKED, Map.of("run", run))),
        by,
        now);
  }

  /// What was recorded.
  record Noted(List<Difference> differences, int failed) {}

  /// Records the findings in an account. The account's new state is stored only after its changes
  /// are recorded, so that after a crash in between the next check reports them again.
  Noted note(String run, AccountFindings report, Instant now) {
    String account = report.account().id();
    List<Difference> differences = new ArrayList<>(report.differences());
    List<AuditLog.Entry> entries = new ArrayList<>();
    for (Difference one : report.differences()) {
      entries.add(
          new AuditLog.Entry(
              EventType.AUDIT_DIFFERENCE,
              Map.of(
                  "account", account,
                  "role", one.role(),
                  "policy", one.policy(),
                  "what", one.what(),
                  "sentence", one.sentence(),
                  "run", run)));
    }
    report
        .unreachable()
        .ifPresent(
            why -> {
              Difference unread =
                  new Difference(account, "", "", "not read: " + why.kind() + ": " + why.what());
              differences.add(unread);
              entries.add(
                  new AuditLog.Entry(
                      EventType.AUDIT_UNREACHABLE,
                      Map.of(
                          "account",
                          account,
                          "kind",
                          why.kind().name(),
                          "what",
                          why.what(),
                          "sentence",
                          unread.sentence(),
                          "run",
                          run)));
            });
    if (report.unreachable().isEmpty()) {
      changes(run, account, new TreeMap<>(report.parts()), differences, entries, now);
    } else {
      ledger.appendOnce(run + " " + account, entries, AUDIT, now);
    }
    return new Noted(differences, hand(run, report));
  }

  private void changes(
      String run,
      String account,
      SortedMap<String, String> parts,
      List<Difference> differences,
      List<AuditLog.Entry> entries,
      Instant now) {
    Optional<DriftStore.Seen> last = notes.seen(account);
    SortedMap<String, String> before = last.map(DriftStore.Seen::parts).orElseGet(TreeMap::new);
    String form = parts.getOrDefault(Fingerprint.FORM, PartChange.NONE);
    boolean known = form.equals(before.getOrDefault(Fingerprint.FORM, ""));
    if (known) {
      for (PartChange one : PartChange.between(before, parts)) {
        differences.add(new Difference(account, one.role(), "", one.what()));
        entries.add(change(run, account, one));
      }
    } else {
      // It was last seen by a release that looked at other parts, or never.
      entries.add(
          change(
              run,
              account,
              new PartChange(
                  "the account, seen for the first time",
                  "",
                  PartChange.NONE,
                  all(parts),
                  "what it holds is known from now on, and compared with the next check")));
    }
    ledger.appendOnce(run + " " + account, entries, AUDIT, now);
    if (last.isEmpty() || !before.equals(parts)) {
      notes.see(account, last, parts);
    }
  }

  private static String all(Map<String, String> parts) {
    return new HashInput().add(parts).hex();
  }

  private static AuditLog.Entry change(String run, String account, PartChange one) {
    return new AuditLog.Entry(
        EventType.AUDIT_CHANGED,
        Map.of(
            "account", account,
            "part", one.part(),
            "before", one.before(),
            "after", one.after(),
            "sentence", new Difference(account, one.role(), "", one.what()).sentence(),
            "run", run));
  }

  /// Hands over corrections and returns how many failed. A failure does not stop the others: the
  /// next check finds it again.
  private int hand(String run, AccountFindings report) {
    int failed = 0;
    for (StrayRemoval stray : report.strays()) {
      failed += attempt(() -> handover.remove(stray));
    }
    failed += report.late().stream().mapToInt(one -> attempt(() -> handover.end(one))).sum();
    return failed
        + report.lost().stream().mapToInt(one -> attempt(() -> handover.putBack(run, one))).sum();
  }

  private static int attempt(Runnable call) {
    try {
      call.run();
      return 0;
    } catch (Fault fault) {
      return 1;
    }
  }

  /// Records the summary of a check, once.
  void sumUp(DriftRun run, int unchecked, Instant now) {
    DriftRun.Totals totals = run.totals();
    Map<String, String> details = new TreeMap<>();
    details.put("run", run.id());
    details.put("began", run.began().toString());
    details.put("invocations", Integer.toString(run.invocations()));
    details.put("accounts", Integer.toString(totals.accounts()));
    details.put("held", Integer.toString(totals.held()));
    details.put("grants", Integer.toString(totals.grants()));
    details.put("differences", Integer.toString(totals.differences()));
    details.put("removals", Integer.toString(totals.removals()));
    details.put("unreachable", Integer.toString(totals.unreachable()));
    details.put("unchecked", Integer.toString(unchecked));
    ledger.appendOnce(
        run.id(), List.of(new AuditLog.Entry(EventType.AUDIT_CHECKED, details)), AUDIT, now);
  }
}
