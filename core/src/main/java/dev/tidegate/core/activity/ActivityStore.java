package dev.tidegate.core.activity;

import dev.tidegate.core.access.GrantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Stores the activity of grants' sessions, apart from the cases so that a flood of activity cannot
/// affect them. Everything in it expires after a time.
public interface ActivityStore {
  /// Reads the summary of a grant, strongly consistent; version 0 when nothing was stored yet.
  Stored load(GrantId grant);

  /// Returns which of these records of the grant are already stored. Takes at most [#AT_ONCE] ids.
  Set<String> seen(GrantId grant, Collection<String> ids);

  /// Writes `entry` in one transaction, conditional on the version that it was made from.
  ///
  /// @return false, with nothing written, when the summary is no longer at that version
  boolean append(Entry entry, Instant now);

  /// Returns the summary and the kept records, in the order in which they happened.
  Timeline timeline(GrantId grant);

  /// Returns whether a session that Tidegate did not issue was already seen on the day of `now`.
  Sighting sighting(RoleSession session, Instant now);

  /// Counts records of such a session for the day of `now`; does nothing after too many others.
  void sighted(RoleSession session, int records, Instant now);

  /// Stores a reminder to examine a grant at `at`. Idempotent.
  void lookAgain(GrantId grant, Instant at);

  /// Returns at most `limit` reminders that are due at `now`. Reminders that are more than seven
  /// days overdue are no longer returned.
  List<Reminder> toLookAt(Instant now, int limit);

  /// Deletes a reminder.
  void done(Reminder reminder);

  /// The limit on records in one [#append], and on ids in one [#seen].
  int AT_ONCE = 48;

  /// The limit on sessions of one role that are reported in one day.
  int MOST_SIGHTINGS = 50;

  /// A summary and its version.
  record Stored(ActivitySummary summary, long version) {}

  /// What [#append] writes.
  ///
  /// @param before the version that `after` was made from
  /// @param kept the records for the timeline
  /// @param marks the ids of all records that are counted exactly
  record Entry(
      GrantId grant,
      long before,
      ActivitySummary after,
      List<ActivityRecord> kept,
      List<String> marks) {
    public Entry {
      kept = List.copyOf(kept);
      marks = List.copyOf(marks);
    }
  }

  /// A summary with its timeline.
  record Timeline(ActivitySummary summary, List<ActivityRecord> records) {
    public Timeline {
      records = List.copyOf(records);
    }
  }

  /// A grant to examine, and when.
  record Reminder(GrantId grant, Instant at) {}

  /// Whether a session was already seen today.
  enum Sighting {
    FIRST,
    AGAIN,
    /// Too many other sessions of its role were seen.
    TOO_MANY
  }

  /// The state before anything is stored.
  Stored NOTHING = new Stored(ActivitySummary.NONE, 0);
}
