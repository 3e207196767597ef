package dev.tidegate.wire.api;

import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.ActivityStore;
import dev.tidegate.core.activity.ActivitySummary;
import dev.tidegate.core.activity.GrantUsage;
import dev.tidegate.core.activity.ReadActivity;
import dev.tidegate.wire.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was done with a grant, beside what it gave, as the API shows it.
public final class ActivityView {
  private ActivityView() {}

  /// Shows an activity under the grant's id as the caller gave it.
  public static Json of(String grant, ReadActivity.Shown shown) {
    ActivityStore.Timeline timeline = shown.timeline();
    Json.Builder view = Json.object();
    view.put("grantId", grant);
    view.put("requestId", shown.of().id().text());
    view.put("summary", summary(timeline.summary()));
    view.put("usage", usage(shown.usage()));
    view.array("timeline", timeline.records().stream().map(ActivityView::record).toList());
    return view.build();
  }

  private static Json summary(ActivitySummary summary) {
    Json.Builder view = Json.object();
    view.put("records", summary.records());
    view.put("exact", summary.exact());
    view.put("sessionsMade", summary.issued());
    view.put("used", summary.used());
    Map<String, Integer> kinds = new LinkedHashMap<>();
    summary.kinds().forEach((kind, count) -> kinds.put(kind.word(), count));
    view.array("kinds", counts("kind", kinds));
    view.put("refused", summary.refused());
    view.put("first", summary.first().map(Instant::toString));
    view.put("last", summary.last().map(Instant::toString));
    view.array(
        "actions",
        summary.actions().entrySet().stream()
            .map(one -> action(one.getKey(), one.getValue()))
            .toList());
    view.put("otherActions", summary.otherActions());
    view.array("resources", counts("resource", summary.resources()));
    view.put("otherResources", summary.otherResources());
    view.array("findings", counts("finding", summary.findings()));
    return view.build();
  }

  private static Json action(String name, ActivitySummary.ActionCount count) {
    Json.Builder view = Json.object();
    view.put("action", name);
    view.put("done", count.done());
    view.put("refused", count.refused() + count.outside());
    view.put("failed", count.failed());
    return view.build();
  }

  private static List<Json> counts(String name, Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(
            one -> {
              Json.Builder view = Json.object();
              view.put(name, one.getKey());
              view.put("times", one.getValue());
              return view.build();
            })
        .toList();
  }

  private static Json usage(GrantUsage usage) {
    Json.Builder view = Json.object();
    view.array("used", counts("action", usage.used()));
    view.put("notSeen", List.copyOf(usage.notSeen()));
    view.put("unknown", List.copyOf(usage.unknown()));
    view.put("further", List.copyOf(usage.further()));
    return view.build();
  }

  private static Json record(ActivityRecord record) {
    Json.Builder view = Json.object();
    view.put("at", record.at().toString());
    view.put("kind", record.kind().word());
    view.put("action", record.action());
    view.put("answer", word(record.outcome()));
    view.put("errorCode", record.errorCode());
    view.put("resources", record.resources());
    view.put("region", record.region());
    view.put("origin", record.origin());
    view.put("userAgent", record.userAgent());
    view.put("event", record.id());
    return view.build();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
