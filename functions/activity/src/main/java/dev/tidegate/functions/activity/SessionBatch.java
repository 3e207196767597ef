package dev.tidegate.functions.activity;

import dev.tidegate.adapters.lambda.Log;
import dev.tidegate.adapters.lambda.LogKey;
import dev.tidegate.adapters.lambda.Metrics;
import dev.tidegate.adapters.lambda.event.Invocation;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.activity.ActivityFinding;
import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.FindUnusedGrants;
import dev.tidegate.core.activity.RecordActivity;
import dev.tidegate.core.activity.RoleSession;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The records of a batch by session, so that each grant is written once, and the messages that
/// have failed.
///
/// @param failed the ids of failed messages
/// @param unplaced the reasons why records belong to no known session
record SessionBatch(
    Map<RoleSession, List<Read>> sessions, List<String> failed, List<String> unplaced) {
  private record Read(String message, ActivityRecord record) {}

  static SessionBatch of(
      List<QueueMessage> messages, FindUnusedGrants unused, CloudTrail trail, Log log) {
    SessionBatch sorted =
        new SessionBatch(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    for (QueueMessage message : messages) {
      try {
        sorted.take(message, unused, trail, log);
      } catch (RuntimeException failure) {
        log.error("a message failed").with(LogKey.RECORD, message.id()).with(failure).write();
        sorted.failed.add(message.id());
      }
    }
    return sorted;
  }

  private void take(QueueMessage message, FindUnusedGrants unused, CloudTrail trail, Log log) {
    CloudTrailJson event = message.event();
    CloudTrailJson detail = event.child("detail");
    if (event.textOr("source", "").equals("tidegate")) {
      remember(detail, unused);
      return;
    }
    switch (trail.read(detail)) {
      case CloudTrail.Reading.Placed(ActivityRecord record) ->
          sessions
              .computeIfAbsent(record.session(), _ -> new ArrayList<>())
              .add(new Read(message.id(), record));
      case CloudTrail.Reading.NoSession _ -> {
        // A failed attempt to create a session; there is nothing to count.
      }
      case CloudTrail.Reading.Unplaced(String what) -> {
        unplaced.add(what);
        log.warn("a record was not placed")
            .with(LogKey.RECORD, message.id())
            .with(LogKey.DETAIL, what)
            .write();
      }
    }
  }

  private static void remember(CloudTrailJson ended, FindUnusedGrants unused) {
    Optional<GrantId> grant = ended.text("grantId").filter(GrantId::matches).map(GrantId::new);
    try {
      Instant at = Instant.parse(ended.textOr("at", ""));
      grant.ifPresent(id -> unused.remember(id, at));
    } catch (DateTimeException notATime) {
      throw new IllegalArgumentException("an event of ours with an instant expected", notATime);
    }
  }

  /// Records the activity of each session and returns the ids of all messages that failed.
  List<String> record(RecordActivity verb, Invocation call) {
    Instant now = call.now();
    int counted = 0;
    int findings = 0;
    for (Map.Entry<RoleSession, List<Read>> entry : sessions.entrySet()) {
      List<ActivityRecord> records = entry.getValue().stream().map(Read::record).toList();
      Log about = call.log().with(LogKey.ACCOUNT, entry.getKey().account());
      try {
        RecordActivity.Result result = verb.record(entry.getKey(), records, now);
        counted += result.counted();
        findings += result.findings().size();
        result.findings().forEach(finding -> tell(finding, entry.getKey(), about));
      } catch (RuntimeException failure) {
        about.error("a session's activity was not recorded").with(failure).write();
        entry.getValue().forEach(read -> failed.add(read.message()));
      }
    }
    call.count(Metrics.Metric.ACTIVITY_RECORDED, counted);
    if (!unplaced.isEmpty()) {
      call.count(Metrics.Metric.ACTIVITY_UNPLACED, unplaced.size());
    }
    if (findings > 0) {
      call.count(Metrics.Metric.FINDINGS, findings);
    }
    return failed;
  }

  private static void tell(ActivityFinding finding, RoleSession session, Log log) {
    Log.Line line =
        log.warn("finding").with(LogKey.DETAIL, finding.key() + " of " + session.role());
    session.grant().ifPresent(grant -> line.with(LogKey.GRANT, grant.text()));
    line.write();
  }
}
