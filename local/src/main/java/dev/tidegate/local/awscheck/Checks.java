package dev.tidegate.local.awscheck;

import dev.tidegate.local.awscheck.checks.BusToBus;
import dev.tidegate.local.awscheck.checks.ChainedHour;
import dev.tidegate.local.awscheck.checks.ClaimsAsText;
import dev.tidegate.local.awscheck.checks.ConditionKeyTwice;
import dev.tidegate.local.awscheck.checks.ConsoleSignInCheck;
import dev.tidegate.local.awscheck.checks.DenyTakesEffect;
import dev.tidegate.local.awscheck.checks.LiveTailPastTheEnd;
import dev.tidegate.local.awscheck.checks.ObjectLock;
import dev.tidegate.local.awscheck.checks.PackedSize;
import dev.tidegate.local.awscheck.checks.ProbeUnderDeny;
import dev.tidegate.local.awscheck.checks.QueueStatement;
import dev.tidegate.local.awscheck.checks.ScheduleInThePast;
import dev.tidegate.local.awscheck.checks.ScheduleTwice;
import dev.tidegate.local.awscheck.checks.SessionEnds;
import dev.tidegate.local.awscheck.checks.SessionRevoked;
import dev.tidegate.local.awscheck.checks.SnapshotRestored;
import dev.tidegate.local.awscheck.checks.TemporaryPolicy;
import dev.tidegate.local.awscheck.checks.Untriable;
import java.util.List;

/// The list of checks, those of the product itself first.
final class Checks {
  /// The row that reports what could not be removed; it cannot be selected.
  static final Check NOTHING_LEFT =
      new Untriable("nothing-left", "Everything that was made can be removed.", "always tried");

  private static final List<Check> ALL =
      List.of(
          new SessionEnds(),
          new SessionRevoked(),
          new TemporaryPolicy(),
          new DenyTakesEffect(),
          new ProbeUnderDeny(),
          new ChainedHour(),
          new PackedSize(),
          new ConditionKeyTwice(),
          new ConsoleSignInCheck(),
          new LiveTailPastTheEnd(),
          new ScheduleInThePast(),
          new ScheduleTwice(),
          new QueueStatement(),
          new BusToBus(),
          new ClaimsAsText(),
          new ObjectLock(),
          new SnapshotRestored(),
          new Untriable(
              "console-issue-time",
              "A console sign-in keeps the aws:TokenIssueTime of its credentials.",
              "needs a person at a browser: sign in, then compare CloudTrail's creationDate of the"
                  + " console's calls with that of the session"),
          new Untriable(
              "idle-version",
              "A SnapStart version that was idle for 14 days refuses its first call, and no"
                  + " later one.",
              "takes 14 days"),
          new Untriable(
              "events-of-another-account",
              "A rule of a target account puts CloudTrail's events on the bus of the broker's.",
              "takes a second account and a trail"));

  private Checks() {}

  /// Returns the checks of these names, or all when none are given.
  static List<Check> named(List<String> names) {
    List<String> known = ALL.stream().map(Check::name).toList();
    names.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new AwsCheckException(
                  "--only: there is no check " + name + ". There are: " + String.join(", ", known));
            });
    return names.isEmpty()
        ? ALL
        : ALL.stream().filter(check -> names.contains(check.name())).toList();
  }
}
