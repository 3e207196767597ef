package dev.tidegate.core.activity;

import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Something in a grant's activity that needs attention. There is one finding for each grant and
/// [#key], however often it happens.
///
/// @param variant distinguishes findings of the same type: for a call after the end, `allowed`,
///   `refused` or `failed`
public record ActivityFinding(EventType type, String variant, Map<String, String> details) {
  public ActivityFinding {
    details = Map.copyOf(details);
  }

  /// Returns what distinguishes this finding from the grant's others.
  public String key() {
    return type.word() + " " + variant;
  }

  /// Returns the findings in one record of a grant's session.
  public static List<ActivityFinding> in(ActivityRecord of, Grant grant) {
    List<ActivityFinding> found = new ArrayList<>();
    if (of.at().isAfter(of.outcome().refused() ? overSince(grant) : deniedSince(grant))) {
      found.add(about(of, grant, EventType.ACTIVITY_AFTER_END, variant(of.outcome())));
    }
    if (of.outcome() == ActivityRecord.Outcome.OUTSIDE) {
      found.add(about(of, grant, EventType.ACTIVITY_OUTSIDE_BOUNDARY, "refused"));
    }
    return found;
  }

  /// Returns the variant of a call after the end. Only a call that succeeded counts as allowed: one
  /// that failed for another reason may not have reached authorization.
  private static String variant(ActivityRecord.Outcome outcome) {
    return switch (outcome) {
      case DONE -> "allowed";
      case REFUSED, OUTSIDE -> "refused";
      case FAILED -> "failed";
    };
  }

  /// Returns the instant from which nothing of the grant may be allowed: its end, or its early end.
  private static Instant overSince(Grant grant) {
    Instant byTime = grant.terms().endsAt();
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _, Grant.Ending _ -> byTime;
      case Grant.Ended ended -> ended.at().isBefore(byTime) ? ended.at() : byTime;
    };
  }

  /// Returns the instant from which nothing of the grant may be allowed in any region. IAM needs
  /// time to spread an early end, even after it was confirmed in one region; an end by time takes
  /// effect at once, because its date is in the session.
  private static Instant deniedSince(Grant grant) {
    Instant byTime = grant.terms().endsAt();
    Instant spread =
        overSince(grant).isBefore(byTime) ? overSince(grant).plus(IamChanges.ARRIVED) : byTime;
    return spread.isBefore(byTime) ? spread : byTime;
  }

  private static ActivityFinding about(
      ActivityRecord of, Grant grant, EventType type, String variant) {
    Map<String, String> details = new TreeMap<>(told(of));
    details.put("grant", grant.id().text());
    details.put("outcome", variant);
    return new ActivityFinding(type, variant, details);
  }

  /// Returns the details of a record for an event.
  public static Map<String, String> told(ActivityRecord of) {
    Map<String, String> details = new TreeMap<>();
    details.put("account", of.session().account());
    details.put("role", of.session().role());
    details.put("region", of.region());
    details.put("kind", of.kind().word());
    details.put("action", of.action());
    details.put("done", of.at().toString());
    details.put("answer", of.outcome().name().toLowerCase(Locale.ROOT));
    details.put("event", of.id());
    details.put("origin", of.origin());
    of.errorCode().ifPresent(code -> details.put("error", code));
    Optional<String> resource = of.resources().stream().findFirst();
    resource.ifPresent(first -> details.put("resource", first));
    return details;
  }
}
