package dev.tidegate.core.drift;

import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.broker.Ledger;
import dev.tidegate.core.broker.OnceLedger;
import dev.tidegate.core.digest.Fields;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes down what was found in an account, once for each check, and hands over what is to be
/// done.
final class Reporting {
  private static final Actor AUDIT = new Actor.Function("audit");
  private static final String NONE = "none";

  private final OnceLedger ledger;
  private final AuditNotes notes;
  private final DriftHandover handover;

  Reporting(OnceLedger ledger, AuditNotes notes, DriftHandover handover) {
    this.ledger = ledger;
    this.notes = notes;
    this.handover = handover;
  }

  /// Notes that somebody asked for a check, once.
  void asked(String run, Actor by, Instant now) {
    Removal.RUN.require("run", run);
    ledger.appendOnce(
        run + " asked",
        List.of(new Ledger.Entry(EventType.AUDIT_ASKED, Map.of("run", run))),
        by,
        now);
  }

  /// What was written down.
  record Noted(List<Difference> differences, int failed) {}

  /// Notes what a look at an account came to. What it looked like is kept only after what changed
  /// is on record: a crash in between reports it again with the next check.
  Noted note(String run, AccountReport report, Instant now) {
    String account = report.account().id();
    List<Difference> differences = new ArrayList<>(report.differences());
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Difference one : report.differences()) {
      entries.add(
          new Ledger.Entry(
              EventType.AUDIT_DIFFERENCE,
              Map.of(
                  "account", account,
                  "role", one.role(),
                  "policy", one.policy(),
                  "what", one.what(),
                  "run", run)));
    }
    report
        .unreachable()
        .ifPresent(
            why -> {
              differences.add(
                  new Difference(account, "", "", "not read: " + why.kind() + ": " + why.what()));
              entries.add(
                  new Ledger.Entry(
                      EventType.AUDIT_UNREACHABLE,
                      Map.of(
                          "account",
                          account,
                          "kind",
                          why.kind().name(),
                          "what",
                          why.what(),
                          "run",
                          run)));
            });
    if (report.unreachable().isEmpty()) {
      changes(run, account, report.parts(), differences, entries, now);
    } else {
      ledger.appendOnce(run + " " + account, entries, AUDIT, now);
    }
    return new Noted(differences, hand(run, report));
  }

  private void changes(
      String run,
      String account,
      Map<String, String> parts,
      List<Difference> differences,
      List<Ledger.Entry> entries,
      Instant now) {
    Optional<AuditNotes.Seen> last = notes.seen(account);
    SortedMap<String, String> before = last.map(AuditNotes.Seen::parts).orElseGet(TreeMap::new);
    if (last.isEmpty()) {
      entries.add(change(run, account, "the account, seen for the first time", NONE, all(parts)));
    } else {
      TreeSet<String> names = new TreeSet<>(before.keySet());
      names.addAll(parts.keySet());
      for (String part : names) {
        String old = before.getOrDefault(part, NONE);
        String fresh = parts.getOrDefault(part, NONE);
        if (!old.equals(fresh)) {
          differences.add(new Difference(account, "", "", part + " changed"));
          entries.add(change(run, account, part, old, fresh));
        }
      }
    }
    ledger.appendOnce(run + " " + account, entries, AUDIT, now);
    if (last.isEmpty() || !before.equals(parts)) {
      notes.see(account, last, parts);
    }
  }

  private static String all(Map<String, String> parts) {
    return new Fields().add(parts).hex();
  }

  private static Ledger.Entry change(
      String run, String account, String part, String before, String after) {
    return new Ledger.Entry(
        EventType.AUDIT_CHANGED,
        Map.of("account", account, "part", part, "before", before, "after", after, "run", run));
  }

  /// One that cannot be handed over holds up no other: the next check finds it again.
  private int hand(String run, AccountReport report) {
    int failed = 0;
    for (Removal stray : report.strays()) {
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

  /// Sums a check up, once.
  void sumUp(AuditRun run, int unchecked, Instant now) {
    AuditRun.Totals totals = run.totals();
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
        run.id(), List.of(new Ledger.Entry(EventType.AUDIT_CHECKED, details)), AUDIT, now);
  }
}
