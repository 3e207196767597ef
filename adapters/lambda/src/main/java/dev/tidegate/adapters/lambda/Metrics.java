package dev.tidegate.adapters.lambda;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/// Writes metrics as lines in CloudWatch's embedded metric format, in the namespace `Tidegate`, by
/// function. This takes no AWS call [AWS: CloudWatch UG, embedded metric format].
public final class Metrics {
  private final PrintStream out;
  private final String function;

  private Metrics(PrintStream out, String function) {
    this.out = out;
    this.function = function;
  }

  /// The metrics and their units.
  public enum Metric {
    /// Sessions issued.
    SESSIONS_ISSUED("SessionsIssued", "Count"),
    /// How full a session token is, in percent.
    PACKED_PERCENT("PackedPercent", "Percent"),
    /// Calls that failed with a fault on Tidegate's side.
    FAULTS("Faults", "Count"),
    /// Calls that the policy refused.
    REFUSED("Refused", "Count"),
    /// Grants that were started.
    GRANTS_STARTED("GrantsStarted", "Count"),
    /// Grants that were ended.
    GRANTS_ENDED("GrantsEnded", "Count"),
    /// The time from a person's revoke until its sessions were refused.
    REVOKE_SECONDS("RevokeSeconds", "Seconds"),
    /// Ends after which a probe was still allowed; raises an alarm.
    STILL_ALLOWED("StillAllowed", "Count"),
    /// Role-wide revocations, because a role ran out of room.
    ROLE_WIDE_CUTS("RoleWideCuts", "Count"),
    /// Cases that the sweep found due.
    SWEPT("Swept", "Count"),
    /// Grants that are overdue to be Ended; raises an alarm.
    STUCK_ENDING("StuckEnding", "Count"),
    /// Cases that could not be handled and were put aside; raises an alarm.
    PUT_ASIDE("PutAside", "Count"),
    /// Records of what was done with grants.
    ACTIVITY_RECORDED("ActivityRecorded", "Count"),
    /// Records that came through the rules but belong to no known session.
    ACTIVITY_UNPLACED("ActivityUnplaced", "Count"),
    /// Findings in what was done with grants.
    FINDINGS("Findings", "Count"),
    /// Differences between the grants and the target accounts.
    DIFFERENCES("Differences", "Count"),
    /// Accounts that a check could not read.
    ACCOUNTS_UNREACHABLE("AccountsUnreachable", "Count"),
    /// Policies without a grant that were removed.
    DRIFT_REMOVED("DriftRemoved", "Count"),
    /// Checkpoints that were signed.
    CHECKPOINTS("Checkpoints", "Count"),
    /// Events that do not follow from the ones before them; raises an alarm.
    CHAIN_BREAKS("ChainBreaks", "Count"),
    /// Events that were sent to the bus.
    EVENTS_PUBLISHED("EventsPublished", "Count");

    private final String word;
    private final String unit;

    Metric(String word, String unit) {
      this.word = word;
      this.unit = unit;
    }
  }

  /// Returns the metrics of a function under its deployed name, so that two stacks have separate
  /// metrics.
  public static Metrics of(String function) {
    return to(System.out, deployed(Env.ofProcess(), function));
  }

  static String deployed(Env env, String function) {
    return env.optional("AWS_LAMBDA_FUNCTION_NAME").orElse(function);
  }

  /// Returns the metrics of a function that go to `out`.
  public static Metrics to(PrintStream out, String function) {
    return new Metrics(out, function);
  }

  /// Writes one value.
  public void put(Metric metric, double value, Instant now) {
    Json named = Json.object().put("Name", metric.word).put("Unit", metric.unit).build();
    Json directive =
        Json.object()
            .put("Namespace", "Tidegate")
            .array("Dimensions", List.of(Json.strings(List.of("Function"))))
            .array("Metrics", List.of(named))
            .build();
    Json aws =
        Json.object()
            .put("Timestamp", now.toEpochMilli())
            .array("CloudWatchMetrics", List.of(directive))
            .build();
    out.println(
        JsonWriter.compact(
            Json.object()
                .put("_aws", aws)
                .put("Function", function)
                .put(metric.word, value)
                .build()));
  }
}
