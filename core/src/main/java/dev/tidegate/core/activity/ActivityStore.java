package dev.tidegate.core.activity;

import dev.tidegate.core.access.GrantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Keeps what grants' sessions did, apart from the cases: a flood of activity reaches no case.
/// Everything in it goes by itself after a time.
public interface ActivityStore {
  /// Reads the summary of a grant, strongly consistent; version 0 when nothing was stored yet.
  Stored load(GrantId grant);

  /// Returns which of these records of the grant were stored before: at most [#AT_ONCE] ids.
  Set<String> seen(GrantId grant, Collection<String> ids);

  /// Writes `entry` over the version it was made from, all or nothing.
  ///
  /// @return false, with nothing written, when the summary is no longer at that version
  boolean append(Entry entry, Instant now);

  /// Returns the summary and the records that were kept, in the order in which they were done.
  Timeline timeline(GrantId grant);

  /// Says whether a session that Tidegate did not issue was met before on the day of `now`.
  Sighting sighting(RoleSession session, Instant now);

  /// Counts records of such a session for the day of `now`; none when there were too many others.
  void sighted(RoleSession session, int records, Instant now);

  /// Remembers to look at a grant again at `at`. Remembering it twice is remembering it once.
  void lookAgain(GrantId grant, Instant at);

  /// Returns grants to look at again whose time is `now` or earlier, at most `limit`; what was
  /// forgotten for seven days is no longer returned.
  List<Reminder> toLookAt(Instant now, int limit);

  /// Forgets a reminder.
  void done(Reminder reminder);

  /// How many records go into one [#append], and ids into one [#seen].
  int AT_ONCE = 48;

  /// The most sessions of one role that are told of in one day.
  int MOST_SIGHTINGS = 50;

  /// A summary and its version.
  record Stored(ActivitySummary summary, long version) {}

  /// What is added.
  ///
  /// @param before the version that `after` was made from
  /// @param kept records for the timeline
  /// @param marks ids of all records that are counted exactly
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

  /// Summary and timeline.
  record Timeline(ActivitySummary summary, List<ActivityRecord> records) {
    public Timeline {
      records = List.copyOf(records);
    }
  }

  /// A grant to look at again, and the time for which it was remembered.
  record Reminder(GrantId grant, Instant at) {}

  /// Whether a session was met before today.
  enum Sighting {
    FIRST,
    AGAIN,
    /// Too many others of its role were.
    TOO_MANY
  }

  /// Nothing was ever stored.
  Stored NOTHING = new Stored(ActivitySummary.NONE, 0);
}
